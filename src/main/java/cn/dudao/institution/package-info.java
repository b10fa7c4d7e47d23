/**
 * 鉴定机构: the register of the supervised institutions, their scope and their affiliates. Articles 2
 * and 16.
 */
@ApplicationModule(allowedDependencies = {"platform", "account", "regulation"})
@NullMarked
package cn.dudao.institution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
