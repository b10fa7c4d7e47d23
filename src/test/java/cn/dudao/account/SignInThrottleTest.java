package cn.dudao.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RoomTest
class SignInThrottleTest {

  private static final byte[] UNKNOWN = new byte[0];
  private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");

  @Autowired SignInThrottle throttle;
  @Autowired TestClock clock;

  private final String user = "t" + UUID.randomUUID();
  private final String address =
      "2001:db8:"
          + Integer.toHexString(user.hashCode() & 0xffff)
          + ":"
          + Integer.toHexString(user.hashCode() >>> 16)
          + "::1";

  @BeforeEach
  void start() {
    clock.setTo(START);
  }

  @AfterEach
  void trueTime() {
    clock.release();
  }

  private int attemptsWithoutDelay(String from, byte[] device) {
    int attempts = 0;
    while (attempts < 200 && throttle.count(user, from, device).isZero()) {
      attempts++;
    }
    return attempts;
  }

  @Test
  void afterFiveWrongPasswordsThereIsADelayThatGrows() {
    assertThat(attemptsWithoutDelay(address, UNKNOWN)).isEqualTo(5);

    clock.setTo(START.plusSeconds(1));
    assertThat(throttle.count(user, address, UNKNOWN)).isZero();
    clock.setTo(START.plusSeconds(2));
    assertThat(throttle.count(user, address, UNKNOWN)).isPositive();
    clock.setTo(START.plusSeconds(3));
    assertThat(throttle.count(user, address, UNKNOWN)).isZero();
  }

  @Test
  void anotherAddressOfTheSameNetworkIsTheSame() {
    attemptsWithoutDelay(address, UNKNOWN);

    assertThat(throttle.count(user, address + "2", UNKNOWN)).isPositive();
  }

  @Test
  void aKnownDeviceIsNotLockedOutByTheFailuresOfOthers() {
    for (int i = 0; i < 100; i++) {
      throttle.count(user, "192.0.2." + i, UNKNOWN);
    }

    assertThat(throttle.count(user, address, Secrets.digest("my browser"))).isZero();
  }

  @Test
  void guessingFromManyAddressesDelaysOthersOnlyForSeconds() {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 200; i++) {
      Duration wait = throttle.count(user, "198.51.100." + i, UNKNOWN);
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }

    assertThat(longest).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aSuccessTakesItsCountBack() {
    for (int i = 0; i < 20; i++) {
      assertThat(throttle.count(user, address, UNKNOWN)).isZero();
      throttle.forgive(user, address, UNKNOWN);
    }
  }

  @Test
  void anHourOfQuietForgets() {
    attemptsWithoutDelay(address, UNKNOWN);

    clock.setTo(START.plus(Duration.ofMinutes(80)));
    assertThat(attemptsWithoutDelay(address, UNKNOWN)).isEqualTo(5);
  }

  @Test
  void attemptsAtTheSameTimeAreAllCounted() {
    var passed = new AtomicInteger();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        pool.submit(() -> {
          if (throttle.count(user, address, UNKNOWN).isZero()) {
            passed.incrementAndGet();
          }
        });
      }
    }
    assertThat(passed).hasValue(5);
  }
}
