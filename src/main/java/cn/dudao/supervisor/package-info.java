/**
 * 督导员: the register of the supervisors, their cards, grades, standing, grounds of recusal and
 * absences. Articles 4–6 and 9.
 */
@ApplicationModule(allowedDependencies = {"platform", "account", "regulation", "institution"})
@NullMarked
package cn.dudao.supervisor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
