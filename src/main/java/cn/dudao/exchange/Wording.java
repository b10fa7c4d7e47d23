package cn.dudao.exchange;

import cn.dudao.appraisal.SiteKind;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.TaskKind;
import cn.dudao.institution.InstitutionKind;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.sheet.SheetText;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.Standing;
import cn.dudao.supervisor.SupervisorKind;
import cn.dudao.supervisor.SupervisorSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that offices use for the choices of the sheets, and what they mean. */
final class Wording {

  private static final Map<String, SupervisorKind> SUPERVISOR_KINDS =
      Map.of(
          "国家级质量督导员", SupervisorKind.NATIONAL,
          "国家级督导员", SupervisorKind.NATIONAL,
          "国家质量督导员", SupervisorKind.NATIONAL,
          "国家级", SupervisorKind.NATIONAL,
          "质量督导员", SupervisorKind.REGULAR,
          "市级质量督导员", SupervisorKind.REGULAR,
          "市级督导员", SupervisorKind.REGULAR,
          "市级", SupervisorKind.REGULAR,
          "普通", SupervisorKind.REGULAR);

  private static final Map<String, Integer> LEVELS = levels();

  private static final Map<String, Integer> HALF_DAYS =
      Map.ofEntries(
          Map.entry("上午", 1),
          Map.entry("上", 1),
          Map.entry("早上", 1),
          Map.entry("am", 1),
          Map.entry("下午", 2),
          Map.entry("下", 2),
          Map.entry("pm", 2),
          Map.entry("晚上", 4),
          Map.entry("晚", 4),
          Map.entry("夜间", 4),
          Map.entry("晚间", 4),
          Map.entry("上下午", 3),
          Map.entry("上午下午", 3),
          Map.entry("下午晚上", 6),
          Map.entry("上午晚上", 5),
          Map.entry("全天", 7),
          Map.entry("整天", 7),
          Map.entry("一天", 7),
          Map.entry("全日", 7));

  private static final Map<String, InstitutionKind> INSTITUTION_KINDS =
      Map.ofEntries(
          Map.entry("鉴定所", InstitutionKind.OFFICE),
          Map.entry("职业技能鉴定所", InstitutionKind.OFFICE),
          Map.entry("鉴定站", InstitutionKind.STATION),
          Map.entry("职业技能鉴定站", InstitutionKind.STATION),
          Map.entry("用人单位", InstitutionKind.EMPLOYER),
          Map.entry("企业", InstitutionKind.EMPLOYER),
          Map.entry("社会培训评价组织", InstitutionKind.SOCIAL_BODY),
          Map.entry("社会评价组织", InstitutionKind.SOCIAL_BODY),
          Map.entry("评价组织", InstitutionKind.SOCIAL_BODY),
          Map.entry("院校", InstitutionKind.SCHOOL),
          Map.entry("学校", InstitutionKind.SCHOOL),
          Map.entry("技工院校", InstitutionKind.SCHOOL),
          Map.entry("其他", InstitutionKind.OTHER),
          Map.entry("其它", InstitutionKind.OTHER));

  private Wording() {}

  private static Map<String, Integer> levels() {
    Map<String, Integer> result = new HashMap<>();
    String[] ordinals = {"", "一", "二", "三", "四", "五"};
    String[] titles = {"", "高级技师", "技师", "高级工", "中级工", "初级工"};
    for (int level = 1; level <= 5; level++) {
      for (String number : List.of(String.valueOf(level), ordinals[level])) {
        result.put(number, level);
        result.put(number + "级", level);
        result.put("职业资格" + number + "级", level);
        result.put("国家职业资格" + number + "级", level);
        result.put(number + "级" + titles[level], level);
      }
      result.put(titles[level], level);
      if (level >= 3) {
        result.put(titles[level].substring(0, 2), level);
      }
    }
    return result;
  }

  static @Nullable SupervisorKind supervisorKind(String word) {
    return SUPERVISOR_KINDS.get(word);
  }

  /** 5, 五级, 初级工, 五级/初级工, 五级（初级工）; null also if two parts contradict each other. */
  static @Nullable Integer level(String word) {
    Integer whole = LEVELS.get(word);
    if (whole != null) {
      return whole;
    }
    if (word.endsWith(".0")) {
      return LEVELS.get(word.substring(0, word.length() - 2));
    }
    Integer found = null;
    for (String part : word.split("[/()|,，\\-]")) {
      if (!part.isEmpty()) {
        Integer level = LEVELS.get(part);
        if (level == null || (found != null && !found.equals(level))) {
          return null;
        }
        found = level;
      }
    }
    return found;
  }

  static String levelLabel(int level) {
    return List.of("", "一级", "二级", "三级", "四级", "五级").get(level);
  }

  /** 上午, 全天, 上午、下午 …. */
  static @Nullable HalfDays halfDays(String word) {
    int mask = 0;
    for (String part : word.toLowerCase(java.util.Locale.ROOT).split("[;；、,，/+和及\\r\\n]")) {
      if (!part.isEmpty()) {
        Integer half = HALF_DAYS.get(part);
        if (half == null) {
          return null;
        }
        mask |= half;
      }
    }
    return mask == 0 ? null : new HalfDays(mask);
  }

  static @Nullable Grade grade(String word) {
    return switch (word) {
      case "优秀", "优" -> Grade.EXCELLENT;
      case "合格" -> Grade.PASS;
      case "基本合格" -> Grade.BASIC;
      case "不合格" -> Grade.FAIL;
      default -> null;
    };
  }

  static @Nullable Standing standing(String word) {
    return switch (word) {
      case "正常", "可委派", "在册" -> Standing.GOOD;
      case "停止委派", "暂停委派", "停派", "暂停" -> Standing.SUSPENDED;
      case "取消资格", "已取消资格", "取消" -> Standing.DISQUALIFIED;
      default -> null;
    };
  }

  static @Nullable InstitutionKind institutionKind(String word) {
    return INSTITUTION_KINDS.get(word);
  }

  static @Nullable SiteKind siteKind(String word) {
    return switch (word) {
      case "考试现场", "考试" -> SiteKind.EXAM;
      case "工作现场", "工作" -> SiteKind.WORK;
      default -> null;
    };
  }

  static @Nullable TaskKind taskKind(String word) {
    return switch (word) {
      case "现场督考", "督考" -> TaskKind.ON_SITE_EXAM;
      case "经常性检查", "日常检查" -> TaskKind.ROUTINE_INSPECTION;
      default -> null;
    };
  }

  static RecusalGround.@Nullable Relation relation(String word) {
    for (RecusalGround.Relation each : RecusalGround.Relation.values()) {
      if (each.label().equals(word)) {
        return each;
      }
    }
    return switch (word) {
      case "亲属", "亲属关系", "近亲属关系" -> RecusalGround.Relation.RELATIVE;
      case "师生关系" -> RecusalGround.Relation.TEACHER;
      case "师徒关系" -> RecusalGround.Relation.MASTER;
      case "同事关系" -> RecusalGround.Relation.COLLEAGUE;
      case "曾经任职", "原工作单位" -> RecusalGround.Relation.FORMER_EMPLOYEE;
      case "其它" -> RecusalGround.Relation.OTHER;
      default -> null;
    };
  }

  static @Nullable Boolean yesNo(String word) {
    return switch (word.toLowerCase(java.util.Locale.ROOT)) {
      case "是", "y", "yes", "true", "1", "√", "✓", "重要" -> Boolean.TRUE;
      case "否", "n", "no", "false", "0", "×", "不", "-", "无" -> Boolean.FALSE;
      default -> null;
    };
  }

  static @Nullable SupervisorSource source(String word) {
    return switch (word) {
      case "人社部门", "人社局", "人力资源和社会保障部门" -> SupervisorSource.BUREAU;
      case "实训管理中心", "公共实训管理中心", "实训中心" -> SupervisorSource.TRAINING_CENTER;
      case "鉴定中心", "职业技能鉴定中心" -> SupervisorSource.APPRAISAL_CENTER;
      case "鉴定所站管理人员", "鉴定所(站)管理人员", "鉴定所、站管理人员", "所站管理人员" -> SupervisorSource.STATION_STAFF;
      case "考评人员", "考评员" -> SupervisorSource.EXAMINER;
      case "企业代表", "企业" -> SupervisorSource.ENTERPRISE;
      default -> null;
    };
  }

  static @Nullable String sex(String word) {
    return switch (word) {
      case "男", "男性" -> "男";
      case "女", "女性" -> "女";
      default -> null;
    };
  }

  static @Nullable Role role(String word) {
    return switch (word) {
      case "组长" -> Role.LEADER;
      case "组员", "成员" -> Role.MEMBER;
      default -> null;
    };
  }

  /** Items of a list in half-width letters, as codes are written. */
  static List<String> codes(List<String> items) {
    return items.stream().map(SheetText::code).toList();
  }
}
