package cn.dudao.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.support.RoomTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code docs/roles.md} is written from the code; {@code -Ddocs.apply=true} writes it anew. */
@RoomTest
class RolesDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/roles.md");

  @Autowired AllowedActs acts;

  @Test
  void theListOfActsAndRolesIsUpToDate() throws IOException {
    String written = document();
    if (Boolean.getBoolean("docs.apply") || Boolean.getBoolean("format.apply")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, written);
    }
    assertThat(DOCUMENT)
        .as("run mvn test -Dtest=RolesDocumentTest -Dformat.apply=true")
        .hasContent(written);
  }

  private String document() {
    var text = new StringBuilder();
    text.append(
        """
        # Acts and roles

        Written by `RolesDocumentTest` from the code. An act that is not listed is denied to everybody.
        ● may; 所有人 = without signing in; 登录 = everybody who is signed in.

        """);
    text.append("| act |");
    for (UserRole role : UserRole.values()) {
      text.append(' ').append(role.label()).append(" |");
    }
    text.append("\n|---|").append("---|".repeat(UserRole.values().length)).append('\n');
    for (var act : acts.all()) {
      text.append("| `").append(act.method()).append(' ').append(act.pattern()).append("` |");
      for (UserRole role : UserRole.values()) {
        text.append(' ').append(cell(act.allowed(), role)).append(" |");
      }
      text.append('\n');
    }
    text.append("\n## Roles\n\n");
    Arrays.stream(UserRole.values())
        .forEach(role ->
            text.append("- **")
                .append(role.label())
                .append("** `")
                .append(role)
                .append("`: ")
                .append(role.duty())
                .append('\n'));
    text.append("\nNo person holds two of the three administrators (rule and unique index).\n");
    return text.toString();
  }

  private static String cell(Allowed allowed, UserRole role) {
    if (allowed == null) {
      return "";
    }
    if (allowed.everybody()) {
      return "所有人";
    }
    if (allowed.signedIn()) {
      return "登录";
    }
    return List.of(allowed.value()).contains(role) ? "●" : "";
  }
}
