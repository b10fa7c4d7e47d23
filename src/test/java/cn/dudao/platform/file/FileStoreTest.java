package cn.dudao.platform.file;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.support.RoomTest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What is stored comes back to the byte, is kept once, and is not legible in the database. */
@RoomTest
@Transactional
class FileStoreTest {

  @Autowired FileStore files;
  @Autowired JdbcClient sql;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 20, (1 << 20) + 1, 3_500_000})
  void contentComesBackToTheByte(int size) throws Exception {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    StoredFile stored = files.put(new ByteArrayResource(content), "application/octet-stream");
    assertThat(stored.size()).isEqualTo(size);
    assertThat(stored.digest()).hasSize(64);
    try (InputStream in = files.open(stored.digest())) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void theSameContentIsKeptOnceAndSealed() throws Exception {
    var content = new ByteArrayResource("身份证号 410102199003070016".getBytes(StandardCharsets.UTF_8));
    StoredFile first = files.put(content, "text/csv");
    StoredFile second = files.put(content, "text/plain");
    assertThat(second).isEqualTo(first);
    assertThat(
            sql.sql(
                    "SELECT count(*) FROM platform.stored_file_piece WHERE digest = ? AND"
                        + " position('410102199003070016'::bytea IN sealed) = 0")
                .param(first.digest())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    assertThat(files.find("0".repeat(64))).isEmpty();
  }
}
