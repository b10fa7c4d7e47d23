package cn.dudao.support;

import cn.dudao.platform.job.JobRun;
import cn.dudao.platform.ledger.Actor;
import java.util.UUID;

/** A run of a job outside the scheduler, in the transaction of the test; nobody cancels it. */
public final class QuietRun implements JobRun {

  @Override
  public UUID id() {
    return UUID.randomUUID();
  }

  @Override
  public String startedBy() {
    return Actor.SYSTEM.id();
  }

  @Override
  public <T> T parameters(Class<T> type) {
    throw new UnsupportedOperationException("this run was started with nothing");
  }

  @Override
  public void progress(String stage, double fraction, String message) {}

  @Override
  public boolean shouldStop() {
    return false;
  }

  @Override
  public void checkpoint() {}

  @Override
  public void claim() {}

  @Override
  public void result(Object value) {}
}
