package cn.dudao;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import cn.dudao.account.Allowed;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** The rules of the house that a compiler does not know. */
@AnalyzeClasses(packages = "cn.dudao", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final Set<Class<?>> TIMES =
      Set.of(
          LocalDate.class,
          LocalDateTime.class,
          LocalTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class,
          Year.class,
          YearMonth.class);

  private static final Pattern WORDS_TO_AVOID =
      Pattern.compile("(Manager|Helper|Utils?|Info|Data|Impl|DTO|Dto)(?![a-z])");

  @ArchTest
  static final ArchRule rulesAndPlanningArePure =
      noClasses()
          .that()
          .resideInAnyPackage("cn.dudao.dispatch.rules..", "cn.dudao.dispatch.planning..")
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "jakarta..",
              "java.sql..",
              "javax.sql..",
              "java.io..",
              "java.net..",
              "java.nio..")
          .because("rules and planning read facts and return a value");

  @ArchTest
  static final ArchRule theCommandLineNeedsNeitherServerNorDatabase =
      noClasses()
          .that()
          .resideInAPackage("cn.dudao.cli..")
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .dependOnClassesThat(
              describe(
                  "belong to Spring or to JDBC",
                  each ->
                      (each.getPackageName().startsWith("org.springframework.")
                              && !each.getPackageName().startsWith("org.springframework.modulith"))
                          || each.getPackageName().startsWith("java.sql")));

  @ArchTest
  static final ArchRule theTimeComesFromTheClock =
      noClasses()
          .that()
          .resideOutsideOfPackages("cn.dudao.platform.database..", "cn.dudao.platform.job..")
          .should()
          .callMethodWhere(
              describe(
                  "now() without a clock",
                  (JavaCall<?> call) ->
                      call.getTarget().getName().equals("now")
                          && call.getTarget().getRawParameterTypes().isEmpty()
                          && (TIMES.stream().anyMatch(call.getTargetOwner()::isEquivalentTo)
                              || call.getTargetOwner().isEquivalentTo(Instant.class))))
          .orShould()
          .callMethodWhere(target(name("systemDefaultZone")).and(target(owner(type(Clock.class)))))
          .because("the days of the law begin at midnight in China, and tests set the time");

  @ArchTest
  static final ArchRule pagesAskTheirRoomNotTheDatabase =
      noClasses()
          .that()
          .areAnnotatedWith(Controller.class)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(JdbcClient.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(JdbcTemplate.class);

  @ArchTest
  static final ArchRule everyHandlerSaysWhoIsAllowed =
      methods()
          .that()
          .areMetaAnnotatedWith(RequestMapping.class)
          .and()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(Controller.class)
          .should()
          .beAnnotatedWith(Allowed.class);

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      classes()
          .should(
              have(
                  "a name without the words to avoid",
                  each -> !WORDS_TO_AVOID.matcher(each.getSimpleName()).find()));

  @ArchTest
  static final ArchRule secretsComeFromASecureSource =
      noClasses()
          .that()
          .resideInAnyPackage("cn.dudao.account..", "cn.dudao.platform.crypto..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, ThreadLocalRandom.class, SplittableRandom.class);

  @ArchTest
  static final ArchRule dependenciesComeThroughTheConstructor =
      noFields().should().beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired");

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> type(Class<?> type) {
    return JavaClass.Predicates.equivalentTo(type);
  }

  private static com.tngtech.archunit.lang.ArchCondition<JavaClass> have(
      String description, Predicate<JavaClass> predicate) {
    return new ArchCondition<>("have " + description) {
      @Override
      public void check(JavaClass each, ConditionEvents events) {
        if (!predicate.test(each)) {
          events.add(
              com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                  each, each.getName() + " has not " + description));
        }
      }
    };
  }
}
