/**
 * 委派: tasks, the rules on who may be sent, the plan with its explanation, the assignments. Articles
 * 8, 10, 14, 18 and 19.
 */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "account",
      "regulation",
      "institution",
      "supervisor",
      "appraisal"
    })
@NullMarked
package cn.dudao.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
