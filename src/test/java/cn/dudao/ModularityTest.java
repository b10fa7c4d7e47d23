package cn.dudao;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** A room asks only rooms above it, and only through what they make public. */
class ModularityTest {

  @Test
  void roomsKeepTheirDoors() {
    ApplicationModules.of(Application.class).verify();
  }
}
