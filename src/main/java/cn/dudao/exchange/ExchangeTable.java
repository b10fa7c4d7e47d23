package cn.dudao.exchange;

import static cn.dudao.platform.sheet.SheetColumn.optional;
import static cn.dudao.platform.sheet.SheetColumn.required;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.institution.Institution;
import cn.dudao.platform.sheet.SheetColumn;
import cn.dudao.platform.sheet.SheetColumn.Kind;
import cn.dudao.platform.sheet.SheetTable;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.SupervisorEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The six tables that the office exchanges, in the order in which they build on each other. */
public enum ExchangeTable {
  INSTITUTIONS("institutions", Institutions.TABLE),
  SUPERVISORS("supervisors", Supervisors.TABLE),
  SESSIONS("sessions", Sessions.TABLE),
  RECUSAL_GROUNDS("recusal-grounds", RecusalGrounds.TABLE),
  PAST_SUPERVISIONS("past-supervisions", PastSupervisions.TABLE),
  ABSENCES("absences", Absences.TABLE);

  /** As the office is used to see them. */
  static final List<ExchangeTable> IN_SHEET_ORDER =
      List.of(SUPERVISORS, INSTITUTIONS, SESSIONS, RECUSAL_GROUNDS, PAST_SUPERVISIONS, ABSENCES);

  private final String slug;
  private final SheetTable table;

  ExchangeTable(String slug, SheetTable table) {
    this.slug = slug;
    this.table = table;
  }

  /** How addresses name it. */
  public String slug() {
    return slug;
  }

  static Optional<ExchangeTable> bySlug(String slug) {
    return Arrays.stream(values()).filter(each -> each.slug.equals(slug)).findFirst();
  }

  /** The name of the sheet. */
  public String title() {
    return table.title();
  }

  public SheetTable table() {
    return table;
  }

  /** 督导员. */
  static final class Supervisors {

    static final SheetColumn NAME =
        required("姓名", Kind.TEXT).alsoCalled("督导员姓名", "名字").hint("2 至 50 个字，可用“·”");
    static final SheetColumn CARD =
        required("证卡编号", Kind.UNIFORM_CODE)
            .alsoCalled("证卡号", "证卡号码", "督导员证号", "督导证号", "卡号", "证书编号", "督导员编号", "证件编号")
            .hint("4 至 20 位字母和数字；请把该列设为文本格式");
    static final SheetColumn KIND =
        required("督导员类别", Kind.TEXT)
            .alsoCalled("类别", "督导员类型", "督导类别", "级别")
            .oneOf(List.of("国家级质量督导员", "质量督导员"))
            .wide(20);
    static final SheetColumn SOURCE =
        optional("来源", Kind.TEXT)
            .alsoCalled("人员来源", "督导员来源")
            .oneOf(List.of("人社部门", "实训管理中心", "鉴定中心", "鉴定所站管理人员", "考评人员", "企业代表"))
            .wide(20);
    static final SheetColumn EMPLOYER =
        required("工作单位", Kind.TEXT)
            .alsoCalled("所在单位", "单位名称", "单位")
            .wide(34)
            .within(QualitySupervisor.EMPLOYER_LIMIT);
    static final SheetColumn EMPLOYER_CODE =
        optional("单位代码", Kind.CODE)
            .alsoCalled("工作单位代码", "所在单位代码", "单位编码", "统一社会信用代码")
            .hint("工作单位本身是被督导单位时填写其单位代码")
            .wide(22);
    static final SheetColumn DISTRICT =
        required("常驻区县", Kind.TEXT)
            .alsoCalled("常住区县", "区县", "常驻地", "居住区县", "常驻区", "所在区县")
            .hint("区县名称或 6 位行政区划代码")
            .wide(26);
    static final SheetColumn ISSUED_ON =
        required("发证日期", Kind.DATE).alsoCalled("发证时间", "领证日期", "颁证日期", "证卡发证日期");
    static final SheetColumn VALID_UNTIL =
        optional("有效期至", Kind.DATE)
            .alsoCalled("有效期", "有效期止", "有效截止日期", "证卡有效期", "证卡有效期至", "有效日期")
            .hint("可不填，按发证日期起 3 年计算；不得晚于该日");
    static final SheetColumn GRADES =
        optional("年度考核", Kind.LIST)
            .alsoCalled("年度考核结果", "考核结果", "年度考核等次", "考核等次")
            .hint("年份:等次，多年用分号隔开，如 2024:合格;2025:优秀；等次为优秀、合格、基本合格、不合格");
    static final SheetColumn STANDING =
        optional("状态", Kind.TEXT)
            .alsoCalled("委派状态", "督导员状态", "资格状态")
            .oneOf(List.of("正常", "停止委派", "取消资格"));
    static final SheetColumn EXAMINER_NUMBER =
        optional("考评员编号", Kind.CODE)
            .alsoCalled("考评员证号", "考评员号", "考评编号", "考评员证卡编号")
            .hint("同时是考评员的填写")
            .within(QualitySupervisor.EXAMINER_NUMBER_LIMIT);
    static final SheetColumn OCCUPATIONS =
        optional("熟悉职业", Kind.LIST)
            .alsoCalled("熟悉的职业", "专业特长", "熟悉工种", "擅长职业", "熟悉职业(工种)")
            .hint("职业名称或编码，用分号或顿号隔开")
            .within(QualitySupervisor.OCCUPATIONS_LIMIT);
    static final SheetColumn PHONE =
        optional("手机", Kind.TEXT)
            .alsoCalled("手机号", "手机号码", "联系电话", "电话", "联系方式")
            .within(SupervisorEntry.PHONE_LIMIT);
    static final SheetColumn ID_NUMBER =
        optional("身份证号", Kind.CODE)
            .alsoCalled("身份证", "身份证号码", "公民身份号码", "身份证件号码")
            .hint("18 位；请把该列设为文本格式")
            .wide(22);
    static final SheetColumn SEX = optional("性别", Kind.TEXT).oneOf(List.of("男", "女")).wide(8);
    static final SheetColumn REMARK =
        optional("备注", Kind.TEXT).alsoCalled("说明").wide(20).within(SupervisorEntry.REMARK_LIMIT);

    static final SheetTable TABLE =
        new SheetTable(
            "督导员",
            List.of("督导员名册", "督导员信息", "质量督导员", "督导人员"),
            List.of(
                NAME,
                CARD,
                KIND,
                SOURCE,
                EMPLOYER,
                EMPLOYER_CODE,
                DISTRICT,
                ISSUED_ON,
                VALID_UNTIL,
                GRADES,
                STANDING,
                EXAMINER_NUMBER,
                OCCUPATIONS,
                PHONE,
                ID_NUMBER,
                SEX,
                REMARK));

    private Supervisors() {}
  }

  /** 被督导单位. */
  static final class Institutions {

    static final SheetColumn NAME =
        required("单位名称", Kind.TEXT)
            .alsoCalled("机构名称", "名称", "单位", "被督导单位")
            .wide(34)
            .within(Institution.NAME_LIMIT);
    static final SheetColumn CODE =
        required("单位代码", Kind.CODE)
            .alsoCalled("机构代码", "单位编码", "统一社会信用代码", "单位编号", "机构编码", "代码", "社会信用代码")
            .hint("统一社会信用代码（18 位，检查校验码）或本地代码；请把该列设为文本格式")
            .wide(22);
    static final SheetColumn KIND =
        optional("单位类型", Kind.TEXT)
            .alsoCalled("机构类型", "类型", "单位类别")
            .oneOf(List.of("鉴定所", "鉴定站", "用人单位", "社会培训评价组织", "院校", "其他"))
            .wide(20);
    static final SheetColumn DISTRICT =
        required("区县", Kind.TEXT)
            .alsoCalled("所在区县", "所属区县", "所在区", "行政区划", "区县代码")
            .hint("区县名称或 6 位行政区划代码")
            .wide(26);
    static final SheetColumn ADDRESS =
        optional("地址", Kind.TEXT)
            .alsoCalled("单位地址", "详细地址", "联系地址")
            .wide(34)
            .within(Institution.ADDRESS_LIMIT);
    static final SheetColumn PARENT =
        optional("上级单位代码", Kind.CODE)
            .alsoCalled("上级代码", "主管单位代码", "上级单位编码", "上级机构代码")
            .hint("上级单位也在本表中时填写；上级和同属单位之间须回避")
            .wide(22);
    static final SheetColumn SCOPE =
        optional("鉴定范围", Kind.LIST)
            .alsoCalled("鉴定职业范围", "职业范围", "评价范围")
            .hint("职业:等级，如 电工:5,4,3；多个职业用分号隔开")
            .within(Institution.SCOPE_LIMIT);
    static final SheetColumn LICENCE =
        optional("许可证号", Kind.CODE).alsoCalled("许可证编号", "备案号").within(Institution.LICENCE_LIMIT);
    static final SheetColumn LICENCE_UNTIL =
        optional("有效期至", Kind.DATE).alsoCalled("许可证有效期至", "有效期", "许可证有效期", "有效期止");
    static final SheetColumn HEAD =
        optional("负责人", Kind.TEXT).alsoCalled("单位负责人", "联系人").within(Institution.HEAD_LIMIT);
    static final SheetColumn PHONE =
        optional("联系电话", Kind.TEXT)
            .alsoCalled("电话", "手机", "联系方式", "负责人电话")
            .within(Institution.PHONE_LIMIT);
    static final SheetColumn STATUS =
        optional("状态", Kind.TEXT).alsoCalled("单位状态", "机构状态").within(Institution.STATUS_LIMIT);

    static final SheetTable TABLE =
        new SheetTable(
            "被督导单位",
            List.of("鉴定机构", "机构", "被督导单位名册", "督导单位", "机构名册"),
            List.of(
                NAME,
                CODE,
                KIND,
                DISTRICT,
                ADDRESS,
                PARENT,
                SCOPE,
                LICENCE,
                LICENCE_UNTIL,
                HEAD,
                PHONE,
                STATUS));

    private Institutions() {}
  }

  /** 鉴定批次. */
  static final class Sessions {

    static final SheetColumn BATCH =
        required("批次号", Kind.CODE)
            .alsoCalled("批次", "批次编号", "鉴定批次号", "鉴定批次", "批号")
            .hint("同一批次号的各行属于同一批次")
            .within(AppraisalSession.BATCH_LIMIT);
    static final SheetColumn NUMBER =
        required("场次号", Kind.CODE)
            .alsoCalled("场次", "场次编号")
            .wide(10)
            .within(AppraisalSession.NUMBER_LIMIT);
    static final SheetColumn INSTITUTION =
        required("单位代码", Kind.CODE)
            .alsoCalled("机构代码", "鉴定机构代码", "被督导单位代码", "单位编码", "统一社会信用代码")
            .wide(22);
    static final SheetColumn OCCUPATION =
        required("职业", Kind.TEXT)
            .alsoCalled("职业名称", "职业(工种)", "鉴定职业", "工种")
            .wide(24)
            .within(AppraisalSession.OCCUPATION_LIMIT);
    static final SheetColumn OCCUPATION_CODE =
        optional("职业编码", Kind.CODE)
            .alsoCalled("职业代码", "职业分类代码")
            .within(AppraisalSession.OCCUPATION_CODE_LIMIT);
    static final SheetColumn LEVEL =
        required("等级", Kind.TEXT)
            .alsoCalled("级别", "技能等级", "职业等级", "鉴定等级")
            .oneOf(List.of("五级", "四级", "三级", "二级", "一级"))
            .hint("1 至 5，或五级至一级，或初级工至高级技师")
            .wide(10);
    static final SheetColumn DATE =
        required("日期", Kind.DATE).alsoCalled("鉴定日期", "考试日期", "考试时间", "鉴定时间");
    static final SheetColumn HALF_DAY =
        required("时段", Kind.TEXT)
            .alsoCalled("考试时段", "鉴定时段")
            .oneOf(List.of("上午", "下午", "晚上", "全天", "上午、下午"));
    static final SheetColumn SITE_KIND =
        optional("现场类型", Kind.TEXT).alsoCalled("现场类别").oneOf(List.of("考试现场", "工作现场"));
    static final SheetColumn DISTRICT =
        optional("区县", Kind.TEXT).alsoCalled("所在区县", "考点区县", "所属区县").hint("可不填，默认为单位所在区县").wide(26);
    static final SheetColumn SITE =
        optional("考点", Kind.TEXT)
            .alsoCalled("考点名称", "考试地点", "鉴定地点", "地点")
            .hint("可不填，默认为单位本部")
            .wide(24)
            .within(AppraisalSession.SITE_LIMIT);
    static final SheetColumn CANDIDATES =
        optional("人数", Kind.NUMBER).alsoCalled("考生人数", "鉴定人数", "参考人数", "报名人数");
    static final SheetColumn EXAMINERS =
        optional("考评员", Kind.LIST)
            .alsoCalled("考评人员", "考评员名单", "考评员编号")
            .hint("考评员编号或姓名，用分号或顿号隔开")
            .within(AppraisalSession.EXAMINERS_LIMIT);
    static final SheetColumn WANTED =
        optional("督导人数", Kind.NUMBER)
            .alsoCalled("督导员人数", "所需督导人数", "需督导人数", "督导员数")
            .hint("可不填，默认为每项任务督导员人数（2）");
    static final SheetColumn IMPORTANT =
        optional("重要批次", Kind.TEXT)
            .alsoCalled("是否重要批次", "是否重要", "重要")
            .oneOf(List.of("是", "否"))
            .hint("重要批次的组长须为国家级质量督导员或年度考核优秀者")
            .wide(10);

    static final SheetTable TABLE =
        new SheetTable(
            "鉴定批次",
            List.of("批次", "场次", "鉴定场次", "鉴定计划"),
            List.of(
                BATCH,
                NUMBER,
                INSTITUTION,
                OCCUPATION,
                OCCUPATION_CODE,
                LEVEL,
                DATE,
                HALF_DAY,
                SITE_KIND,
                DISTRICT,
                SITE,
                CANDIDATES,
                EXAMINERS,
                WANTED,
                IMPORTANT));

    private Sessions() {}
  }

  /** 回避关系. */
  static final class RecusalGrounds {

    static final SheetColumn CARD =
        required("证卡编号", Kind.UNIFORM_CODE)
            .alsoCalled("证卡号", "督导员证号", "督导员", "督导员证卡编号", "卡号", "督导员编号");
    static final SheetColumn INSTITUTION =
        required("单位代码", Kind.CODE).alsoCalled("机构代码", "被督导单位代码", "回避单位代码", "单位编码").wide(22);
    static final SheetColumn RELATION =
        required("关系", Kind.TEXT)
            .alsoCalled("回避关系", "回避事由", "回避原因", "关系类型")
            .oneOf(List.of("近亲属", "师生", "师徒", "同事", "利害关系", "曾任职", "其他"));
    static final SheetColumn FROM = optional("起", Kind.DATE).alsoCalled("开始日期", "起始日期", "起日", "自");
    static final SheetColumn TO =
        optional("止", Kind.DATE).alsoCalled("结束日期", "截止日期", "终止日期", "止日", "至");
    static final SheetColumn NOTE =
        optional("说明", Kind.TEXT)
            .alsoCalled("备注", "情况说明")
            .wide(30)
            .within(RecusalGround.NOTE_LIMIT);

    static final SheetTable TABLE =
        new SheetTable(
            "回避关系",
            List.of("回避", "回避台账", "回避事由"),
            List.of(CARD, INSTITUTION, RELATION, FROM, TO, NOTE));

    private RecusalGrounds() {}
  }

  /** 督导历史. */
  static final class PastSupervisions {

    static final SheetColumn INSTITUTION =
        required("单位代码", Kind.CODE).alsoCalled("机构代码", "被督导单位代码", "单位编码").wide(22);
    static final SheetColumn DATE = required("日期", Kind.DATE).alsoCalled("督导日期", "督导时间");
    static final SheetColumn TASK =
        required("任务号", Kind.CODE)
            .alsoCalled("任务编号", "批次号", "督导任务号", "检查编号")
            .wide(22)
            .within(PastSupervision.TASK_LIMIT);
    static final SheetColumn KIND =
        optional("形式", Kind.TEXT).alsoCalled("督导形式", "督导方式").oneOf(List.of("现场督考", "经常性检查"));
    static final SheetColumn CARDS =
        required("督导员", Kind.LIST)
            .alsoCalled("督导员证卡编号", "证卡编号", "督导人员", "督导员名单")
            .hint("证卡编号，用分号或顿号隔开");

    static final SheetTable TABLE =
        new SheetTable(
            "督导历史", List.of("历史督导", "督导记录", "历史记录"), List.of(INSTITUTION, DATE, TASK, KIND, CARDS));

    private PastSupervisions() {}
  }

  /** 不可用. */
  static final class Absences {

    static final SheetColumn CARD =
        required("证卡编号", Kind.UNIFORM_CODE)
            .alsoCalled("证卡号", "督导员证号", "督导员", "督导员证卡编号", "卡号", "督导员编号");
    static final SheetColumn FROM = required("开始日期", Kind.DATE).alsoCalled("起", "起始日期", "开始", "自");
    static final SheetColumn TO =
        required("结束日期", Kind.DATE).alsoCalled("止", "截止日期", "终止日期", "结束", "至");
    static final SheetColumn HALF_DAY =
        optional("时段", Kind.TEXT).oneOf(List.of("上午", "下午", "晚上", "全天", "上午、下午")).hint("可不填，默认为全天");
    static final SheetColumn REASON =
        optional("原因", Kind.TEXT)
            .alsoCalled("事由", "请假原因", "说明", "备注")
            .wide(24)
            .within(Absence.REASON_LIMIT);

    static final SheetTable TABLE =
        new SheetTable(
            "不可用",
            List.of("不可用时间", "请假", "请假表", "不能委派"),
            List.of(CARD, FROM, TO, HALF_DAY, REASON));

    private Absences() {}
  }
}
