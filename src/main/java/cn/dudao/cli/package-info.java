/**
 * 命令行: plan and check without a server or a database, with the rules and the planner that the
 * screens use.
 */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "account",
      "regulation",
      "institution",
      "supervisor",
      "appraisal",
      "dispatch",
      "dispatch :: *",
      "exchange"
    })
@NullMarked
package cn.dudao.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
