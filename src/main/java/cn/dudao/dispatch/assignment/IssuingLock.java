package cn.dudao.dispatch.assignment;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps issuing and the news of the registers apart, so that no order goes out against a fact that
 * is being written down at the same moment, and no two plans send somebody a fourth time together
 * (Article 19 looks at all orders at once). Held until the transaction ends.
 */
@Component
public class IssuingLock {

  /** Any number, the same everywhere. */
  private static final long KEY = 0x6475_6461_6f01L;

  private final JdbcClient sql;

  IssuingLock(JdbcClient sql) {
    this.sql = sql;
  }

  /** For who issues: waits for all others; taken before the facts are read. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void issue() {
    sql.sql("select pg_advisory_xact_lock(?)").param(KEY).query(row -> {});
  }

  /**
   * For who changed what rules look at: taken after the change is written and before orders in
   * force are looked for, so that they see each other's changes and whatever was issued meanwhile.
   * Whoever locks a plan or an order and changes a register too takes it first of all.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void review() {
    issue();
  }
}
