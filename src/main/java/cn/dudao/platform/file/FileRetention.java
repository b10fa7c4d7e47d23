package cn.dudao.platform.file;

import cn.dudao.platform.retention.Retained;
import cn.dudao.platform.retention.UnnamedRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A file goes when no row names it any more. */
@Configuration(proxyBeanMethods = false)
class FileRetention {

  @Bean
  Retained unnamedFiles(UnnamedRows rows) {
    return new Retained(
        "unnamedFiles",
        before -> rows.remove("platform.stored_file", "digest", "stored_at", "true", before));
  }
}
