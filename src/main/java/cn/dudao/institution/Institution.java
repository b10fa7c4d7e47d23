package cn.dudao.institution;

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

  public Institution {
    scope = List.copyOf(scope);
  }
}
