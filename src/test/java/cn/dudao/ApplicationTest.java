package cn.dudao;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.support.RoomTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole application starts on an empty database. */
@RoomTest
class ApplicationTest {

  @Autowired JdbcClient sql;

  @Test
  void startsAndMigratesAnEmptyDatabase() {
    assertThat(
            sql.sql("SELECT count(*) FROM platform.flyway_schema_history WHERE success")
                .query(Integer.class)
                .single())
        .isPositive();
  }
}
