package cn.dudao.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.history.Journal;
import cn.dudao.supervisor.Absences;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.supervisor.Supervisors;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;

/**
 * No register that rules look at is changed in silence: whatever writes an entry into the history
 * of changes also tells of it, forms and imports alike.
 */
class RegisterNewsTest {

  @Test
  void everyVerbThatWritesTells() {
    List<String> writing = new ArrayList<>();
    var classes =
        new ClassFileImporter()
            .importClasses(
                AppraisalSessions.class,
                Institutions.class,
                Supervisors.class,
                RecusalGrounds.class,
                Absences.class,
                PastSupervisions.class);
    for (var store : classes) {
      for (JavaMethod verb : store.getMethods()) {
        if (calls(verb, Journal.class, "applied") || calls(verb, Journal.class, "one")) {
          writing.add(store.getSimpleName() + "." + verb.getName());
          assertThat(calls(verb, ApplicationEventPublisher.class, "publishEvent"))
              .as(verb.getFullName())
              .isTrue();
        }
      }
    }
    assertThat(writing)
        .containsExactlyInAnyOrder(
            "AppraisalSessions.apply",
            "AppraisalSessions.cancel",
            "Institutions.apply",
            "Supervisors.apply",
            "Supervisors.grade",
            "Supervisors.impose",
            "Supervisors.reinstate",
            "RecusalGrounds.written",
            "RecusalGrounds.lift",
            "Absences.apply",
            "Absences.withdraw",
            "PastSupervisions.apply");
  }

  private static boolean calls(JavaMethod verb, Class<?> owner, String name) {
    return verb.getMethodCallsFromSelf().stream()
        .anyMatch(each ->
            each.getTargetOwner().isEquivalentTo(owner) && each.getTarget().getName().equals(name));
  }
}
