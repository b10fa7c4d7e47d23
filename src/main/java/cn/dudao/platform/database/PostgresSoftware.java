package cn.dudao.platform.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the PostgreSQL programs that travel in the jar. */
final class PostgresSoftware {

  private PostgresSoftware() {}

  /**
   * The folder with {@code bin/postgres} and {@code bin/initdb} for this machine, below {@code
   * parent}; unpacked when it is not there yet.
   *
   * @throws IOException if the jar has no PostgreSQL for this machine, or the disk refuses
   */
  static Path unpackedIn(Path parent) throws IOException {
    URL archive = PostgresSoftware.class.getResource("/" + archiveName());
    if (archive == null) {
      throw new IOException(
          "本程序未附带适用于此系统（%s %s）的 PostgreSQL，请用 DUDAO_DATABASE_URL 指定数据库"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    Path home = parent.resolve("software-" + fingerprint(archive));
    if (Files.isDirectory(home)) {
      return home;
    }
    Path draft = parent.resolve(home.getFileName() + "." + ProcessHandle.current().pid());
    delete(draft);
    unpack(archive, draft);
    try {
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException anotherWasFaster) {
      delete(draft);
      if (!Files.isDirectory(home)) {
        throw anotherWasFaster;
      }
    }
    return home;
  }

  private static String archiveName() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String family =
        system.contains("win") ? "windows" : system.contains("mac") ? "darwin" : "linux";
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean arm = machine.equals("aarch64") || machine.equals("arm64");
    return "postgres-%s-%s.txz".formatted(family, arm ? "arm_64" : "x86_64");
  }

  /** Another version of the archive gets another folder. */
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    return connection instanceof JarURLConnection jar && jar.getJarEntry() != null
        ? "%08x".formatted(jar.getJarEntry().getCrc())
        : Long.toHexString(connection.getContentLengthLong());
  }

  private static void unpack(URL archive, Path target) throws IOException {
    try (InputStream packed = new BufferedInputStream(archive.openStream(), 1 << 16);
        var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path place = target.resolve(entry.getName()).normalize();
        if (!place.startsWith(target)) {
          throw new IOException("entry outside the archive: " + entry.getName());
        }
        // Static libraries are of use to nobody who only runs the server.
        if (entry.getName().endsWith(".a")) {
          continue;
        }
        if (entry.isDirectory()) {
          Files.createDirectories(place);
          continue;
        }
        Files.createDirectories(place.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(place, target.resolve(entry.getLinkName()).normalize());
        } else {
          Files.copy(tar, place);
          if ((entry.getMode() & 0100) != 0) {
            makeExecutable(place);
          }
        }
      }
    }
  }

  private static void makeExecutable(Path file) throws IOException {
    try {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(file, permissions);
    } catch (UnsupportedOperationException notPosix) {
      // Windows decides by the name.
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
