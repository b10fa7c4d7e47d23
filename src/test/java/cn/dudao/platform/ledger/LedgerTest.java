package cn.dudao.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.support.RecordOfActs;
import cn.dudao.support.RoomTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The record of acts belongs to the act's transaction, and only grows. */
@RoomTest
class LedgerTest {

  private static final Actor CLERK = new Actor("u-1", "王敏");

  @Autowired Ledger ledger;
  @Autowired RecordOfActs record;
  @Autowired JdbcClient sql;
  @Autowired TransactionTemplate transaction;

  @Test
  void anActOutsideATransactionIsRefused() {
    assertThatThrownBy(() -> ledger.record(CLERK, Act.of("test.note", "note", "1")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anActIsForgottenWithItsTransaction() {
    String subject = UUID.randomUUID().toString();
    transaction.executeWithoutResult(status -> {
      ledger.record(CLERK, Act.of("test.note", "note", subject));
      status.setRollbackOnly();
    });
    assertThat(record.about("note", subject)).isEmpty();
  }

  @Test
  @Transactional
  void anActIsKeptWithAllThatIsKnownOfIt() {
    String subject = UUID.randomUUID().toString();
    ledger.record(
        CLERK,
        Act.of("test.change", "note", subject).because("更正").under("16").with("{\"to\": 3}"));
    ledger.record(Actor.SYSTEM, Act.of("test.close", "note", subject));

    assertThat(record.about("note", subject))
        .containsExactly(
            new RecordOfActs.Entry(Actor.SYSTEM, Act.of("test.close", "note", subject)),
            new RecordOfActs.Entry(
                CLERK,
                Act.of("test.change", "note", subject)
                    .because("更正")
                    .under("16")
                    .with("{\"to\": 3}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE platform.ledger_entry SET actor_name = '李四'",
        "DELETE FROM platform.ledger_entry",
        "TRUNCATE platform.ledger_entry"
      })
  @Transactional
  void theDatabaseRefusesToChangeAnEntryEvenForTheOwnerWhoTookTheRightBack(String change) {
    ledger.record(CLERK, Act.of("test.note", "note", "1"));
    sql.sql("SAVEPOINT refused").update();
    assertThatThrownBy(() -> sql.sql(change).update())
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .message()
        .containsAnyOf("permission denied", "never changed or removed");
    sql.sql("ROLLBACK TO SAVEPOINT refused").update();
    sql.sql("GRANT UPDATE, DELETE, TRUNCATE ON platform.ledger_entry TO CURRENT_USER").update();
    assertThatThrownBy(() -> sql.sql(change).update())
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("never changed or removed");
  }
}
