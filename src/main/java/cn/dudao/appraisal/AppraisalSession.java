package cn.dudao.appraisal;

import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.text.TextLimit;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 鉴定场次: one session of a batch; rows with one batch number belong to one batch.
 *
 * @param batch 批次号
 * @param number 场次号; with the batch number the key
 * @param institution 单位代码 of the institution that holds it
 * @param occupation 职业, its name
 * @param occupationCode 职业编码, "" if not known
 * @param level 等级: 5 (初级工) to 1 (高级技师)
 * @param date 日期
 * @param halfDays 时段
 * @param siteKind 现场类型
 * @param district 区县, six-digit division code; the institution's where the sheet leaves it empty
 * @param site 考点, "" for the institution's own place
 * @param candidates 人数 expected, null if not given
 * @param examiners 考评员: numbers or names as they stand in the roster
 * @param supervisorsWanted 督导人数, null where the parameter decides
 * @param important 重要批次
 */
public record AppraisalSession(
    String batch,
    String number,
    String institution,
    String occupation,
    String occupationCode,
    int level,
    LocalDate date,
    HalfDays halfDays,
    SiteKind siteKind,
    String district,
    String site,
    @Nullable Integer candidates,
    List<String> examiners,
    @Nullable Integer supervisorsWanted,
    boolean important) {

  public static final TextLimit BATCH_LIMIT = new TextLimit("批次号", 60);
  public static final TextLimit NUMBER_LIMIT = new TextLimit("场次号", 60);
  public static final TextLimit OCCUPATION_LIMIT = new TextLimit("职业", 60);
  public static final TextLimit OCCUPATION_CODE_LIMIT = new TextLimit("职业编码", 40);
  public static final TextLimit SITE_LIMIT = new TextLimit("考点", 100);
  public static final TextLimit EXAMINERS_LIMIT = new TextLimit("考评员", 2000);

  public AppraisalSession {
    examiners = List.copyOf(examiners);
  }

  /** The same session at another time. */
  public AppraisalSession at(LocalDate day, HalfDays times) {
    return new AppraisalSession(
        batch,
        number,
        institution,
        occupation,
        occupationCode,
        level,
        day,
        times,
        siteKind,
        district,
        site,
        candidates,
        examiners,
        supervisorsWanted,
        important);
  }
}
