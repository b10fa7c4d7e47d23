/**
 * 导入导出: the office's spreadsheets as a whole, in (six tables, checked against each other) and out
 * (the registers, the dispatch plan). Used by the screens and by the command line. Article 8.
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
      "dispatch :: *"
    })
@NullMarked
package cn.dudao.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
