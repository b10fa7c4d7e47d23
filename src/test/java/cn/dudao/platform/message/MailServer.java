package cn.dudao.platform.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An SMTP server on a free port of this machine: keeps what it is given and what it was told, and
 * answers as the test wants.
 */
final class MailServer implements AutoCloseable {

  private final ServerSocket socket;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();

  MailServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** To commands that begin so, from now on; the end of a mail is the command ".". */
  void answer(String command, String answer) {
    answers.put(command, answer);
  }

  /** The answers are the usual ones again. */
  void answerAsUsual() {
    answers.clear();
  }

  /** The mails that were taken, as they came. */
  List<String> mails() {
    return mails;
  }

  /** All that was said to the server. */
  List<String> commands() {
    return commands;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      say(client, "220 test");
      String line;
      while ((line = in.readLine()) != null) {
        commands.add(line);
        String answer = answer(line);
        say(client, answer);
        if (line.startsWith("QUIT")) {
          return;
        }
        if (line.equals("DATA") && answer.startsWith("354")) {
          String mail = mail(in);
          String end = answer(".");
          if (end.startsWith("250")) {
            mails.add(mail);
          }
          say(client, end);
        }
      }
    } catch (IOException gone) {
      // The client went; what it left behind is kept.
    }
  }

  private String answer(String line) {
    for (Map.Entry<String, String> each : answers.entrySet()) {
      if (line.startsWith(each.getKey())) {
        return each.getValue();
      }
    }
    return switch (line.split(" ")[0]) {
      case "EHLO" -> "250-test\r\n250 AUTH PLAIN";
      case "AUTH" -> "235 welcome";
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 bye";
      default -> "250 ok";
    };
  }

  private static String mail(BufferedReader in) throws IOException {
    var mail = new StringBuilder();
    String line;
    while ((line = in.readLine()) != null && !line.equals(".")) {
      mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return mail.toString();
  }

  private static void say(Socket client, String answer) throws IOException {
    client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
