package cn.dudao.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.support.RoomTest;
import java.util.List;
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
    assertThat(ledger.about("note", subject)).isEmpty();
  }

  @Test
  @Transactional
  void actsAreFoundByFilterAndPageByPage() {
    String subject = UUID.randomUUID().toString();
    for (int i = 0; i < 5; i++) {
      ledger.record(
          CLERK,
          Act.of("test.change", "note", subject)
              .because("第 " + i + " 次")
              .under("16")
              .with("{\"to\": " + i + "}"));
    }
    ledger.record(Actor.SYSTEM, Act.of("test.close", "note", subject));

    var all = new LedgerFilter(null, null, null, null, "note", subject);
    List<LedgerEntry> first = ledger.find(all, null, 2);
    List<LedgerEntry> second = ledger.find(all, first.getLast().id(), 10);
    assertThat(first)
        .extracting(each -> each.act().verb())
        .containsExactly("test.close", "test.change");
    assertThat(second)
        .extracting(each -> each.act().reason())
        .containsExactly("第 3 次", "第 2 次", "第 1 次", "第 0 次");
    assertThat(second.getFirst().act().detailsJson()).isEqualTo("{\"to\": 3}");
    assertThat(second.getFirst().act().article()).isEqualTo("16");
    assertThat(second.getFirst().by()).isEqualTo(CLERK);

    assertThat(ledger.count(all)).isEqualTo(6);
    assertThat(ledger.count(new LedgerFilter(null, null, "王", null, "note", subject))).isEqualTo(5);
    assertThat(ledger.count(new LedgerFilter(null, null, "system", "test.", "note", subject)))
        .isEqualTo(1);
    assertThat(ledger.count(new LedgerFilter(null, null, null, "test.change", "note", subject)))
        .isEqualTo(5);
    assertThat(
            ledger.count(
                new LedgerFilter(
                    first.getFirst().at().plusSeconds(60), null, null, null, "note", subject)))
        .isZero();
    assertThat(
            ledger.count(
                new LedgerFilter(
                    null, first.getFirst().at().plusSeconds(60), null, null, "note", subject)))
        .isEqualTo(6);
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
