package cn.dudao.platform.crypto;

import cn.dudao.platform.NodeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of the sealed fields: a file with a line {@code id:hexadecimal} for each key. The last
 * one seals, all of them open; the blind index always rests on the first, so that a new key leaves
 * it valid.
 */
final class FieldKeys {

  private final Map<String, SecretKey> byId = new LinkedHashMap<>();
  private final Map<String, String> fingerprints = new LinkedHashMap<>();
  private final SecretKey indexKey;
  private final String currentId;

  private FieldKeys(Map<String, byte[]> masters) {
    masters.forEach((id, master) -> {
      byId.put(id, derive(master, "field", "AES"));
      fingerprints.put(
          id, HexFormat.of().formatHex(derive(master, "fingerprint", "RAW").getEncoded(), 0, 8));
    });
    indexKey = derive(masters.values().iterator().next(), "index", "HmacSHA256");
    currentId = byId.keySet().stream().reduce((first, second) -> second).orElseThrow();
  }

  /**
   * Reads the file, and makes one with a new key if there is none.
   *
   * @throws IllegalStateException if a line is not a key of 256 bits
   */
  static FieldKeys in(Path file) {
    if (!Files.exists(file)) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        NodeFolder.createPrivateFolder(folder);
      }
      NodeFolder.secret(file, () -> "k1:" + NodeFolder.randomSecret());
    }
    Map<String, byte[]> masters = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.isBlank()) {
          continue;
        }
        String[] parts = line.strip().split(":", 2);
        if (parts.length != 2
            || !parts[0].matches("[a-z0-9]+")
            || !parts[1].matches("[0-9a-f]{64}")) {
          throw new IllegalStateException("密钥文件 " + file + " 中有无法识别的行，每行应为“编号:64 位十六进制”");
        }
        masters.put(parts[0], HexFormat.of().parseHex(parts[1]));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("无法读取密钥文件 " + file, unreadable);
    }
    if (masters.isEmpty()) {
      throw new IllegalStateException("密钥文件 " + file + " 是空的");
    }
    return new FieldKeys(masters);
  }

  private static SecretKey derive(byte[] master, String purpose, String algorithm) {
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(new SecretKeySpec(master, "RAW"))
              .thenExpand(("dudao " + purpose).getBytes(StandardCharsets.UTF_8), 32);
      return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  String currentId() {
    return currentId;
  }

  /** The key of that id. */
  SecretKey key(String id) {
    SecretKey key = byId.get(id);
    if (key == null) {
      throw new FieldCipherException("密钥文件中缺少密钥 " + id);
    }
    return key;
  }

  SecretKey indexKey() {
    return indexKey;
  }

  /** What tells two keys of the same id apart without telling the key. */
  Map<String, String> fingerprints() {
    return fingerprints;
  }
}
