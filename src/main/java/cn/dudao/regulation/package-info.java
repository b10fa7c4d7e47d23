/**
 * 法规: the text of the measure, the rulings that rest on it, its parameters by effective date and
 * the readings of what it leaves open. Articles 1–4 and 22.
 */
@ApplicationModule(allowedDependencies = {"platform", "account"})
@NullMarked
package cn.dudao.regulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
