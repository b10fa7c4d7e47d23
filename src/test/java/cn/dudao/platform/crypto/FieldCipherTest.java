package cn.dudao.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed values open only unchanged, in their place, with their key. */
class FieldCipherTest {

  private static final String NUMBER = "410102199003070016";
  private static final String CONTEXT = "supervisor.id-number:1";

  @TempDir Path folder;
  private Path file;
  private FieldCipher cipher;

  @BeforeEach
  void makeKey() {
    file = folder.resolve("keys/field.key");
    cipher = new FieldCipher(FieldKeys.in(file));
  }

  @Test
  void whatIsSealedOpensAgain() {
    String sealed = cipher.seal(NUMBER, CONTEXT);
    assertThat(sealed).startsWith("k1:").doesNotContain(NUMBER);
    assertThat(cipher.open(sealed, CONTEXT)).isEqualTo(NUMBER);
    assertThat(cipher.seal(NUMBER, CONTEXT)).isNotEqualTo(sealed);
    assertThat(cipher.open(cipher.seal("", CONTEXT), CONTEXT)).isEmpty();
    byte[] bytes = "名单".getBytes(StandardCharsets.UTF_8);
    assertThat(cipher.open(cipher.seal(bytes, CONTEXT), CONTEXT)).isEqualTo(bytes);
  }

  @Test
  void everyChangedCharacterIsNoticed() {
    String sealed = cipher.seal(NUMBER, CONTEXT);
    for (int i = 0; i < sealed.length(); i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
      if (decodesAlike(sealed, changed)) {
        continue;
      }
      assertThatThrownBy(() -> cipher.open(changed, CONTEXT))
          .as("character %d", i)
          .isInstanceOf(FieldCipherException.class);
    }
    for (String rubbish : new String[] {"", ":", "k1:", "k1:AAAA", "k1:***", "text"}) {
      assertThatThrownBy(() -> cipher.open(rubbish, CONTEXT))
          .isInstanceOf(FieldCipherException.class);
    }
    byte[] bytes = cipher.seal(new byte[] {1, 2, 3}, CONTEXT);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> cipher.open(changed, CONTEXT))
          .isInstanceOf(FieldCipherException.class);
    }
  }

  /** The last character of base64 has bits that mean nothing. */
  private static boolean decodesAlike(String one, String other) {
    if (!one.startsWith("k1:") || !other.startsWith("k1:")) {
      return false;
    }
    var decoder = java.util.Base64.getDecoder();
    return java.util.Arrays.equals(
        decoder.decode(one.substring(3)), decoder.decode(other.substring(3)));
  }

  @Test
  void aValueThatIsMovedToAnotherRowDoesNotOpen() {
    String sealed = cipher.seal(NUMBER, CONTEXT);
    assertThatThrownBy(() -> cipher.open(sealed, "supervisor.id-number:2"))
        .isInstanceOf(FieldCipherException.class);
  }

  @Test
  void equalValuesHaveEqualIndexesPerKindAndKeyOnly() throws Exception {
    String index = cipher.blindIndex(NUMBER, "supervisor.id-number");
    assertThat(index).hasSize(64);
    assertThat(cipher.blindIndex(NUMBER, "supervisor.id-number")).isEqualTo(index);
    assertThat(cipher.blindIndex(NUMBER, "supervisor.phone")).isNotEqualTo(index);
    var other = new FieldCipher(FieldKeys.in(folder.resolve("other/field.key")));
    assertThat(other.blindIndex(NUMBER, "supervisor.id-number")).isNotEqualTo(index);
    String sealed = cipher.seal(NUMBER, CONTEXT);
    assertThatThrownBy(() -> other.open(sealed, CONTEXT)).isInstanceOf(FieldCipherException.class);
  }

  @Test
  void aNewKeySealsWhileOldValuesStillOpenAndIndexesStayValid() throws Exception {
    String old = cipher.seal(NUMBER, CONTEXT);
    String index = cipher.blindIndex(NUMBER, "supervisor.id-number");
    Files.writeString(file, "k2:" + "ab".repeat(32) + "\n", StandardOpenOption.APPEND);
    var renewed = new FieldCipher(FieldKeys.in(file));
    assertThat(renewed.seal(NUMBER, CONTEXT)).startsWith("k2:");
    assertThat(renewed.open(old, CONTEXT)).isEqualTo(NUMBER);
    assertThat(renewed.blindIndex(NUMBER, "supervisor.id-number")).isEqualTo(index);
  }

  @Test
  void theKeyFileIsForItsOwnerOnlyAndADamagedOneIsRefused() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, "k1:123\n");
    assertThatThrownBy(() -> FieldKeys.in(file)).hasMessageContaining("无法识别");
  }
}
