package cn.dudao.platform.database;

import cn.dudao.platform.NodeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own: a child process on a free port of 127.0.0.1 whose files live in one
 * folder. It writes as durably as PostgreSQL can (nothing is switched off), asks everybody for a
 * password, comes back when it is killed, and stops with this JVM, even with a killed one.
 *
 * <p>PostgreSQL refuses to run as root. As root it is therefore started in a user namespace of its
 * own, or, where the system has none, as an unprivileged user who then owns the files.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  /** Owns the database {@code dudao}; not a superuser, so that its grants bind it. */
  public static final String USER = "dudao";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String ADMIN = "postgres";
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final boolean LINUX = System.getProperty("os.name", "").contains("Linux");

  private final Path folder;
  private final Path cluster;
  private final Path software;
  private final Map<String, String> settings;
  private final FileChannel lockFile;
  private final List<String> asWhom;
  private final String adminPassword;
  private final String password;
  private int port;
  private volatile boolean stopping;
  private volatile @Nullable Process server;
  private volatile @Nullable IOException failure;

  /**
   * Starts the server whose files lie in {@code folder}; an empty folder becomes a new database.
   *
   * @param folder of this server alone
   * @param programs where the PostgreSQL programs are unpacked; may be shared by several servers
   * @param settings more lines of {@code postgresql.conf}, for this run only
   * @throws IOException with a message for the operator, if the folder is in use, or belongs to
   *     another version, or the server does not come up
   */
  public static EmbeddedPostgres start(Path folder, Path programs, Map<String, String> settings)
      throws IOException {
    NodeFolder.createPrivateFolder(folder);
    NodeFolder.createPrivateFolder(programs);
    FileChannel lockFile = lock(folder.resolve("lock"));
    try {
      var postgres =
          new EmbeddedPostgres(folder, PostgresSoftware.unpackedIn(programs), settings, lockFile);
      postgres.initialise();
      postgres.stopOrphan();
      postgres.launch();
      return postgres;
    } catch (IOException | RuntimeException refused) {
      lockFile.close();
      throw refused;
    }
  }

  private EmbeddedPostgres(
      Path folder, Path software, Map<String, String> settings, FileChannel lockFile)
      throws IOException {
    this.folder = folder;
    this.cluster = folder.resolve("cluster");
    this.software = software;
    this.settings = settings;
    this.lockFile = lockFile;
    this.asWhom = LINUX ? unprivileged() : List.of();
    this.adminPassword =
        NodeFolder.secret(folder.resolve("admin.password"), NodeFolder::randomSecret);
    this.password = NodeFolder.secret(folder.resolve("dudao.password"), NodeFolder::randomSecret);
  }

  /** The address of the database {@code dudao}. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/dudao";
  }

  /** The password of {@link #USER}. */
  public String password() {
    return password;
  }

  /** The process id of the server, for tests that kill it. */
  long pid() {
    Process process = server;
    return process == null ? -1 : process.pid();
  }

  /** Works as the superuser in the maintenance database; for tests that make further databases. */
  public Connection connectAsAdmin() throws SQLException {
    return connect("postgres", ADMIN, adminPassword);
  }

  /** Two servers on one folder would destroy it: the lock ends with the JVM, however that ends. */
  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException usedByThisProgram) {
      // The same answer as for another program.
    }
    channel.close();
    throw new IOException("数据目录 " + file.getParent() + " 正被另一个督导程序使用，请先停止它，或用 DUDAO_DATA 指定别的目录");
  }

  private List<String> unprivileged() throws IOException {
    List<String> prefix = new ArrayList<>();
    List<String> setpriv = new ArrayList<>(List.of("setpriv"));
    if (isRoot()) {
      Object owner =
          Files.exists(cluster) ? Files.getAttribute(cluster, "unix:uid") : Integer.valueOf(0);
      if (owner.equals(0) && works("unshare", "-U", "true")) {
        prefix.addAll(List.of("unshare", "-U"));
      } else {
        String user = owner.equals(0) ? "65534" : owner.toString();
        setpriv.addAll(List.of("--reuid", user, "--regid", user, "--clear-groups"));
        giveTo(Integer.parseInt(user));
      }
    }
    if (works("setpriv", "--pdeathsig", "INT", "true")) {
      setpriv.addAll(List.of("--pdeathsig", "INT"));
    }
    if (setpriv.size() > 1) {
      prefix.addAll(setpriv);
    }
    // A Ctrl-C at the terminal is for us; the server stops after its last client.
    if (works("setsid", "true")) {
      prefix.add("setsid");
    }
    return prefix;
  }

  private boolean canReachPrograms() {
    List<String> command = new ArrayList<>(asWhom);
    command.addAll(List.of("test", "-x", software.resolve("bin/initdb").toString()));
    return works(command.toArray(String[]::new));
  }

  private static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private void giveTo(int user) throws IOException {
    // The other user must be able to walk through to its files, not to look around.
    Path parent = folder.getParent();
    if (parent != null) {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(parent));
      if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
        Files.setPosixFilePermissions(parent, permissions);
      }
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        Files.setAttribute(each, "unix:uid", user);
        Files.setAttribute(each, "unix:gid", user);
      }
    }
  }

  private static boolean works(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void initialise() throws IOException {
    Path version = cluster.resolve("PG_VERSION");
    if (Files.exists(version)) {
      String has = Files.readString(version).strip();
      String needs = majorVersion();
      if (!has.equals(needs)) {
        throw new IOException(
            "数据目录由 PostgreSQL %s 创建，本程序附带的是 %s；请按 docs/operations.md 的“升级”一节转换"
                .formatted(has, needs));
      }
      return;
    }
    // A half-made cluster must never be taken for a whole one: it gets its name last.
    Path draft = folder.resolve("cluster.new");
    PostgresSoftware.delete(draft);
    Path passwordFile = folder.resolve("initdb.password");
    Files.deleteIfExists(passwordFile);
    NodeFolder.secret(passwordFile, () -> adminPassword);
    if (asWhom.contains("--reuid")) {
      giveTo(Integer.parseInt(asWhom.get(asWhom.indexOf("--reuid") + 1)));
    }
    if (LINUX && !canReachPrograms()) {
      throw new IOException(
          "PostgreSQL 不能以 root 身份运行，而普通用户无法进入数据目录 %s；请用 DUDAO_DATA 指定其他用户可以进入的位置，如 /var/lib/dudao"
              .formatted(folder));
    }
    try {
      List<String> command = new ArrayList<>(asWhom);
      command.addAll(
          List.of(
              software.resolve("bin/initdb").toString(),
              "--pgdata=" + draft,
              "--username=" + ADMIN,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              // The same order of characters on every machine, after every system upgrade.
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--data-checksums"));
      Path output = folder.resolve("initdb.log");
      Process initdb =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (outcome(initdb) != 0) {
        throw new IOException("PostgreSQL 初始化失败：" + Files.readString(output).strip());
      }
      Files.move(draft, cluster, StandardCopyOption.ATOMIC_MOVE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("PostgreSQL 初始化被中断", interrupted);
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  /** Who is told to stop while it works does not leave it working. */
  private static int outcome(Process process) throws InterruptedException {
    try {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      throw interrupted;
    }
  }

  private String majorVersion() throws IOException {
    Process process =
        new ProcessBuilder(software.resolve("bin/postgres").toString(), "--version").start();
    try (var output = process.getInputStream()) {
      String line = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return line.replaceFirst("^\\D*(\\d+).*", "$1").strip();
    }
  }

  /**
   * A server without its JVM (setpriv was missing, say) is asked to stop before a new one starts.
   */
  private void stopOrphan() throws IOException {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    ProcessHandle orphan = ProcessHandle.of(pid).orElse(null);
    if (orphan == null || !isOurServer(orphan)) {
      return;
    }
    log.warn("Stopping PostgreSQL {} that an earlier run has left behind", pid);
    stop(orphan);
  }

  private boolean isOurServer(ProcessHandle process) {
    String command = commandLine(process);
    return command.contains("postgres")
        && command.contains(
            new String(
                cluster.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  /** Empty for a process that has ended, even while nobody has taken note of its end. */
  private static String commandLine(ProcessHandle process) {
    if (!LINUX) {
      return process.info().commandLine().orElse("");
    }
    try {
      return Files.readString(
          Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }

  private void launch() throws IOException {
    Files.createDirectories(folder.resolve("log"));
    Files.deleteIfExists(startLog());
    if (asWhom.contains("--reuid")) {
      giveTo(Integer.parseInt(asWhom.get(asWhom.indexOf("--reuid") + 1)));
    }
    port = freePort();
    // The kernel tells the server of the death of the thread that started it, not of the process:
    // so that thread must live as long as the JVM.
    Thread.ofPlatform().daemon().name("postgres-keeper").start(this::keepRunning);
    try {
      awaitReady();
      createDatabase();
    } catch (IOException | SQLException refused) {
      close();
      throw new IOException(
          "PostgreSQL 未能启动，详见 %s：%s".formatted(folder.resolve("log"), refused.getMessage()),
          refused);
    }
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private void keepRunning() {
    long pause = 200;
    try {
      while (!stopping) {
        Instant begin = Instant.now();
        Process process =
            new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(startLog().toFile()))
                .start();
        server = process;
        int exit = process.waitFor();
        if (stopping) {
          return;
        }
        log.error("PostgreSQL ended with {}; starting it again", exit);
        boolean livedLong = Duration.between(begin, Instant.now()).toMinutes() >= 1;
        pause = livedLong ? 200 : Math.min(pause * 2, 10_000);
        Thread.sleep(pause);
      }
    } catch (IOException refused) {
      failure = refused;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(asWhom);
    command.add(software.resolve("bin/postgres").toString());
    command.addAll(List.of("-D", cluster.toString()));
    Map<String, String> all = new LinkedHashMap<>();
    all.put("port", Integer.toString(port));
    all.put("listen_addresses", "127.0.0.1");
    all.put("unix_socket_directories", "");
    all.put("timezone", "Asia/Shanghai");
    all.put("logging_collector", "on");
    all.put("log_directory", folder.resolve("log").toString());
    all.put("log_filename", "postgres-%a.log");
    all.put("log_rotation_age", "1d");
    all.put("log_truncate_on_rotation", "on");
    all.put("log_timezone", "Asia/Shanghai");
    // No value that somebody entered may reach the log.
    all.put("log_statement", "none");
    all.put("log_min_error_statement", "panic");
    all.put("log_error_verbosity", "terse");
    all.put("log_parameter_max_length", "0");
    all.put("log_parameter_max_length_on_error", "0");
    all.putAll(settings);
    all.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  private void awaitReady() throws IOException, SQLException {
    // Recovery after a crash may take its time; a server that ends instead is not waited for.
    Instant limit = Instant.now().plus(Duration.ofMinutes(5));
    while (true) {
      try (Connection ignored = connectAsAdmin()) {
        return;
      } catch (SQLException notYet) {
        IOException refused = failure;
        if (refused != null) {
          throw refused;
        }
        Process process = server;
        boolean ended = process != null && !process.isAlive();
        if (ended || Thread.currentThread().isInterrupted() || Instant.now().isAfter(limit)) {
          throw new IOException(lastWords(), notYet);
        }
        pause(30);
      }
    }
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(startLog());
    return String.join(" ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private void createDatabase() throws SQLException {
    try (Connection admin = connectAsAdmin();
        Statement statement = admin.createStatement()) {
      if (isEmpty(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + USER + "'")) {
        // The password is hexadecimal of our own making; DDL takes no parameters.
        statement.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + password + "'");
      }
      if (isEmpty(statement, "SELECT 1 FROM pg_database WHERE datname = 'dudao'")) {
        statement.execute("CREATE DATABASE dudao OWNER " + USER);
      }
    }
  }

  private static boolean isEmpty(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return !rows.next();
    }
  }

  private Connection connect(String database, String user, String itsPassword) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", itsPassword);
    properties.setProperty("connectTimeout", "5");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
  }

  /** Ends the server's work in good order; a second call does nothing. */
  @Override
  public void close() {
    stopping = true;
    try {
      Process process = server;
      if (process != null && process.isAlive()) {
        stop(process.toHandle());
      }
      lockFile.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void stop(ProcessHandle process) throws IOException {
    // Fast shutdown; the SIGTERM of Process.destroy would wait for every client.
    signal(process, "INT");
    if (!ended(process)) {
      signal(process, "QUIT");
      if (!ended(process)) {
        throw new IOException("PostgreSQL (%d) 无法停止".formatted(process.pid()));
      }
    }
  }

  private static void signal(ProcessHandle process, String name) throws IOException {
    if (LINUX) {
      works("kill", "-" + name, Long.toString(process.pid()));
    } else {
      process.destroy();
    }
  }

  private static boolean ended(ProcessHandle process) {
    Instant limit = Instant.now().plus(STOP_LIMIT);
    while (isRunning(process)
        && Instant.now().isBefore(limit)
        && !Thread.currentThread().isInterrupted()) {
      pause(20);
    }
    return !isRunning(process);
  }

  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && !(LINUX && commandLine(process).isEmpty());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Path startLog() {
    return folder.resolve("log/start.log");
  }
}
