package cn.dudao.platform.web;

import cn.dudao.platform.NodeFolder;
import java.io.PrintStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the operator on the console where the server is, and the notices of the rooms. */
@Component
final class StartNotices {

  private final ObjectProvider<StartNotice> notices;
  private final NodeFolder data;

  StartNotices(ObjectProvider<StartNotice> notices, NodeFolder data) {
    this.notices = notices;
    this.data = data;
  }

  @EventListener
  void print(ApplicationReadyEvent ready) {
    if (!(ready.getApplicationContext() instanceof WebServerApplicationContext web)
        || web.getWebServer() == null) {
      return;
    }
    String address = "http://localhost:" + web.getWebServer().getPort();
    PrintStream console = System.out;
    console.println();
    console.println("  督导系统已就绪 / ready：" + address);
    console.println("  数据目录 / data folder：" + data.path());
    notices
        .orderedStream()
        .forEach(each -> each.lines(address).forEach(line -> console.println("  " + line)));
    console.println("  按 Ctrl-C 停止 / press Ctrl-C to stop");
    console.println();
  }
}
