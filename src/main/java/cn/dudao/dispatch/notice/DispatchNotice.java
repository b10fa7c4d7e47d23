package cn.dudao.dispatch.notice;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.IssuedTask;
import cn.dudao.regulation.Article;
import java.util.List;

/**
 * 第八条、第十三条: 委派通知书和督导通知写明任务、人员、工作内容和纪律. What both say of a task (form F3).
 *
 * @param sessions its sessions as they are registered today
 * @param team who comes, the leader first; empty while the names are sealed
 * @param sealed whether the names are not shown yet
 */
@Article({"8", "13"})
public record DispatchNotice(
    IssuedTask task, List<AppraisalSession> sessions, List<Assignment> team, boolean sealed) {

  /** 工作内容: the duties that an on-site supervision serves (Arts. 7 and 13), in our words. */
  public static final List<String> WORK =
      List.of(
          "检查贯彻执行职业技能鉴定法律、法规、规章和政策的情况（第七条第一项）",
          "检查机构条件、鉴定范围、试题及题库、考评人员资格、申请鉴定人员资格审查、考务管理程序、考场秩序和证书管理（第七条第二项）",
          "对本批次考试现场和工作现场进行质量监督检查（第十三条）",
          "对考评人员的违规行为予以制止并提出处理建议；遇有严重影响鉴定质量的问题，提请市人社部门直接处理（第十七条）",
          "任务结束后撰写并提交督导报告（第十五条）");

  /** 纪律要求: what whoever is sent is reminded of. */
  public static final List<String> DISCIPLINE =
      List.of(
          "佩戴胸卡上岗，不得兼任同场次的考评工作（第十四条）",
          "严格执行质量督导员工作守则和考场规则，有应当回避情形的主动申报（第十八条）",
          "不得违反鉴定规定、渎职误事、以权谋私、包庇或打击报复他人（第二十条）",
          "督导实行委派制，任务由被委派人员本人承担；不能承担的及时回执（第八条）");

  public DispatchNotice {
    sessions = List.copyOf(sessions);
    team = List.copyOf(team);
  }

  /** 申请鉴定人数 of all sessions. */
  public int candidates() {
    return sessions.stream()
        .mapToInt(each -> each.candidates() == null ? 0 : each.candidates())
        .sum();
  }
}
