package cn.dudao.institution;

import cn.dudao.platform.text.TextLimit;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 被督导单位: one institution as it stands in the register.
 *
 * @param code 单位代码, the key: unified social credit code (GB 32100) or a local code
 * @param name 单位名称
 * @param kind 单位类型
 * @param district 区县, six-digit division code (GB/T 2260)
 * @param address 地址, "" if not known
 * @param parentCode 上级单位代码, null if there is none
 * @param scope 鉴定范围, items like {@code 电工:5,4,3}
 * @param licence 许可证号, "" if not known
 * @param licenceUntil last valid day of the licence, null if not known
 * @param head 负责人, "" if not known
 * @param phone 联系电话, "" if not known
 * @param status 状态 as the office words it, "" if not given
 */
public record Institution(
    String code,
    String name,
    InstitutionKind kind,
    String district,
    String address,
    @Nullable String parentCode,
    List<String> scope,
    String licence,
    @Nullable LocalDate licenceUntil,
    String head,
    String phone,
    String status) {

  public static final TextLimit NAME_LIMIT = new TextLimit("单位名称", 100);
  public static final TextLimit ADDRESS_LIMIT = new TextLimit("地址", 200);
  public static final TextLimit SCOPE_LIMIT = new TextLimit("鉴定范围", 2000);
  public static final TextLimit LICENCE_LIMIT = new TextLimit("许可证号", 60);
  public static final TextLimit HEAD_LIMIT = new TextLimit("负责人", 50);
  public static final TextLimit PHONE_LIMIT = new TextLimit("联系电话", 40);
  public static final TextLimit STATUS_LIMIT = new TextLimit("状态", 50);

  public Institution {
    scope = List.copyOf(scope);
  }
}
