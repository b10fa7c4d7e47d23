/**
 * 技术底座: technique without a word of the domain, one small package each (calendar, sheet, ledger,
 * web, …). Any room may use it; it uses no room.
 */
@ApplicationModule(
    type = ApplicationModule.Type.OPEN,
    allowedDependencies = {})
@NullMarked
package cn.dudao.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
