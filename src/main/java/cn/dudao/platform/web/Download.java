package cn.dudao.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** An answer that the browser keeps as a file instead of showing it. */
public final class Download {

  /** What a workbook is called in an answer. */
  public static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private Download() {}

  /**
   * Says that what follows is a file.
   *
   * @param name with its ending, which tells what it is: .xlsx, .csv or .json
   */
  public static void named(HttpServletResponse response, String name) {
    response.setContentType(
        name.endsWith(".csv") ? "text/csv" : name.endsWith(".json") ? "application/json" : XLSX);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString());
  }
}
