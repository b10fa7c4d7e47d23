/** 鉴定: batches, their sessions and the examiners on duty. Article 13. */
@ApplicationModule(
    allowedDependencies = {"platform", "account", "regulation", "institution", "supervisor"})
@NullMarked
package cn.dudao.appraisal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
