package cn.dudao;

import java.util.ArrayList;
import java.util.List;

/**
 * The options of {@code bin/dudao serve}, as the program's settings.
 *
 * @param settings {@code --server.port=8080} and the like
 * @param problem what is wrong with the options, or empty
 * @param help whether the options are to be explained instead
 */
record ServeOptions(List<String> settings, String problem, boolean help) {

  static final String USAGE =
      """
      用法：bin/dudao serve [选项]
        --demo             装入一座虚构的示例城市，并在控制台显示登录名与密码
        --port N           网页端口，默认 8080；健康检查在本机的 N+1 端口
        --address ADDRESS  监听地址，默认 127.0.0.1（仅本机）；0.0.0.0 为所有网卡
        --data DIR         数据目录，默认当前目录下的 data（同环境变量 DUDAO_DATA）
      环境变量 DUDAO_DATABASE_URL、DUDAO_DATABASE_USER、DUDAO_DATABASE_PASSWORD 指定外部 PostgreSQL；
      不指定时使用数据目录中自带的 PostgreSQL。\
      """;

  /** Reads what follows {@code serve}. */
  static ServeOptions of(List<String> arguments) {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String[] parts = arguments.get(i).split("=", 2);
      String name = parts[0];
      if (name.equals("--help") || name.equals("-h")) {
        return new ServeOptions(List.of(), "", true);
      }
      if (name.equals("--demo")) {
        settings.add("--dudao.demo=true");
        continue;
      }
      boolean takesValue = List.of("--port", "--address", "--data").contains(name);
      if (!takesValue) {
        return wrong("不认识的选项 " + name);
      }
      String value =
          parts.length == 2 ? parts[1] : i + 1 < arguments.size() ? arguments.get(++i) : "";
      if (value.isBlank()) {
        return wrong("选项 " + name + " 后面缺少值");
      }
      switch (name) {
        case "--port" -> {
          if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_534) {
            return wrong("端口应为 0 到 65534 之间的整数：" + value);
          }
          int port = Integer.parseInt(value);
          settings.add("--server.port=" + port);
          settings.add("--management.server.port=" + (port == 0 ? 0 : port + 1));
        }
        case "--address" -> settings.add("--server.address=" + value);
        default -> settings.add("--dudao.data=" + value);
      }
    }
    return new ServeOptions(settings, "", false);
  }

  private static ServeOptions wrong(String problem) {
    return new ServeOptions(List.of(), problem, false);
  }
}
