/**
 * 工作台: what is to be done, the search over everything, the statistics. Reads only. It shows how far
 * Article 13 is carried out.
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
package cn.dudao.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
