package cn.dudao.platform.web;

import java.util.List;

/**
 * What the operator is to read on the console once the server is ready: the link for the first
 * administrator, the sign-ins of the sample city. Beans of this type are asked in their order.
 */
@FunctionalInterface
public interface StartNotice {

  /**
   * The lines to print; none when there is nothing to say.
   *
   * @param address of the start page without a slash at the end: {@code http://localhost:8080}
   */
  List<String> lines(String address);
}
