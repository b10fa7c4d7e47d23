package cn.dudao.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * The folder where this node keeps what is not in the database: its own PostgreSQL, and the keys.
 *
 * @param path absolute; created with access for its owner only
 */
public record NodeFolder(Path path) {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final SecureRandom RANDOM = new SecureRandom();

  public NodeFolder {
    path = path.toAbsolutePath().normalize();
    createPrivateFolder(path);
  }

  /** Creates the folder and those above it; only the owner may enter it. */
  public static void createPrivateFolder(Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        return;
      }
      Path parent = folder.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, ownerOnly("rwx------"));
    } catch (FileAlreadyExistsException alreadyThere) {
      // Somebody else was faster.
    } catch (IOException failure) {
      throw new UncheckedIOException("无法创建数据目录 " + folder, failure);
    }
  }

  /**
   * Reads a secret of one line; where there is none, keeps what {@code first} gives in a file that
   * only the owner can read.
   */
  public static String secret(Path file, Supplier<String> first) {
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(draft, ownerOnly("rw-------"));
      Files.writeString(draft, first.get() + "\n", StandardCharsets.UTF_8, StandardOpenOption.SYNC);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return Files.readString(file).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException("无法读写密钥文件 " + file, failure);
    }
  }

  /** 256 random bits in hexadecimal. */
  public static String randomSecret() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
