package cn.dudao;

import cn.dudao.cli.DudaoCommand;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Where Dudao starts: {@code serve} is the web application, other words are the command line. */
@SpringBootApplication
public class Application {

  public static void main(String[] args) {
    List<String> words = Arrays.asList(args);
    if (words.isEmpty() || !words.getFirst().equals("serve")) {
      System.exit(DudaoCommand.run(args));
    }
    ServeOptions options = ServeOptions.of(words.subList(1, words.size()));
    if (options.help()) {
      System.out.println(ServeOptions.USAGE);
    } else if (!options.problem().isEmpty()) {
      System.err.println(options.problem());
      System.err.println(ServeOptions.USAGE);
      System.exit(2);
    } else {
      SpringApplication.run(Application.class, options.settings().toArray(String[]::new));
    }
  }
}
