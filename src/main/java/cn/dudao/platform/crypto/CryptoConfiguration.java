package cn.dudao.platform.crypto;

import cn.dudao.platform.NodeFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the keys, and refuses to start with keys that are not those of the database. */
@Configuration(proxyBeanMethods = false)
class CryptoConfiguration {

  /**
   * The cipher with the keys of {@code DUDAO_KEY_FILE}, else of {@code keys/field.key} in the data
   * folder. All nodes on one database need the same file.
   */
  @Bean
  FieldCipher fieldCipher(
      NodeFolder data, @Value("${dudao.key-file:}") String keyFile, JdbcClient sql) {
    Path file =
        keyFile.isBlank()
            ? data.path().resolve("keys/field.key")
            : Path.of(keyFile).toAbsolutePath();
    FieldKeys keys = FieldKeys.in(file);
    compare(keys, file, sql);
    return new FieldCipher(keys);
  }

  private static void compare(FieldKeys keys, Path file, JdbcClient sql) {
    keys.fingerprints()
        .forEach((id, fingerprint) ->
            sql.sql(
                    "INSERT INTO platform.field_key (id, fingerprint) VALUES (?, ?)"
                        + " ON CONFLICT (id) DO NOTHING")
                .params(id, fingerprint)
                .update());
    Map<String, String> known =
        sql
            .sql("SELECT id, fingerprint FROM platform.field_key")
            .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    if (!known.equals(keys.fingerprints())) {
      throw new IllegalStateException(
          "密钥文件 " + file + " 与数据库不符：数据库中的加密字段使用的是另一份密钥。请恢复原来的密钥文件，或用 DUDAO_KEY_FILE 指定它");
    }
  }
}
