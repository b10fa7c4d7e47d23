package cn.dudao.exchange;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.platform.file.FileStore;
import cn.dudao.platform.sheet.SheetProblem;
import cn.dudao.platform.sheet.SheetReader;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.platform.web.Download;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 导入: files are sent, read and compared in the background, looked at, and then saved. */
@Controller
class ImportController {

  private static final String NO_IMPORT = "没有这次导入。";
  private static final int MOST_SHOWN = 50;
  private static final int MOST_FILES = 20;

  private final SheetImports imports;
  private final FileStore store;

  ImportController(SheetImports imports, FileStore store) {
    this.imports = imports;
    this.store = store;
  }

  @GetMapping("/imports")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String list(Model model) {
    model.addAttribute("imports", imports.recent(MOST_SHOWN));
    model.addAttribute("tables", ExchangeTable.IN_SHEET_ORDER);
    return "exchange/imports";
  }

  /** 上传表格，读取并与登记比对；此时不保存。 */
  @PostMapping("/imports")
  @Allowed(UserRole.BUREAU_OFFICER)
  String start(
      @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files,
      SignedIn user,
      RedirectAttributes redirect)
      throws IOException {
    List<MultipartFile> sent =
        files == null ? List.of() : files.stream().filter(ImportController::chosen).toList();
    if (sent.isEmpty()) {
      Notice.problem(redirect, "请先选择文件。可以选择一个工作簿，或多个 .xlsx、.csv 文件。");
      return "redirect:/imports";
    }
    if (sent.size() > MOST_FILES) {
      Notice.problem(redirect, "一次最多上传 %d 个文件。".formatted(MOST_FILES));
      return "redirect:/imports";
    }
    List<SheetImport.SentFile> stored = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (MultipartFile each : sent) {
      String digest = store.put(each, "application/octet-stream").digest();
      stored.add(new SheetImport.SentFile(name(each, names), each.getSize(), digest, null));
    }
    return "redirect:/imports/" + imports.start(stored, user.actor());
  }

  /** A browser sends a file without a name if none was chosen; an empty one has its name. */
  private static boolean chosen(MultipartFile file) {
    return !file.isEmpty() || !Optional.ofNullable(file.getOriginalFilename()).orElse("").isBlank();
  }

  /** The plain name of a file, made different from those before it. */
  private static String name(MultipartFile file, Set<String> taken) {
    String given = Optional.ofNullable(file.getOriginalFilename()).orElse("").replace("\0", "");
    String plain = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    plain = plain.isBlank() ? "未命名" : plain.strip();
    plain = plain.length() > 120 ? plain.substring(plain.length() - 120) : plain;
    String name = plain;
    for (int number = 2; !taken.add(name); number++) {
      int dot = plain.lastIndexOf('.');
      name =
          dot > 0
              ? plain.substring(0, dot) + "(" + number + ")" + plain.substring(dot)
              : plain + "(" + number + ")";
    }
    return name;
  }

  @GetMapping("/imports/{id}")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String show(
      @PathVariable UUID id,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String partial,
      Model model,
      HttpServletResponse response) {
    SheetImports.Standing now =
        imports.standing(id).orElseThrow(() -> new NotFoundException(NO_IMPORT));
    model.addAttribute("one", now.sheetImport());
    model.addAttribute("job", now.job());
    model.addAttribute("failed", now.failed());
    if (partial != null) {
      if (!now.goesOn()) {
        // The whole page looks different now.
        response.setHeader("HX-Refresh", "true");
      }
      return "exchange/progress";
    }
    return "exchange/import";
  }

  private SheetImport find(UUID id) {
    return imports.find(id).orElseThrow(() -> new NotFoundException(NO_IMPORT));
  }

  /** 保存核对过的导入。 */
  @PostMapping("/imports/{id}/application")
  @Allowed(UserRole.BUREAU_OFFICER)
  String apply(@PathVariable UUID id, SignedIn user, RedirectAttributes redirect) {
    find(id);
    if (!imports.apply(id, user.actor())) {
      Notice.warning(redirect, "这次导入不在待确认状态，没有再次保存。");
    }
    return "redirect:/imports/" + id;
  }

  /** 放弃一次导入，不保存任何内容。 */
  @PostMapping("/imports/{id}/discard")
  @Allowed(UserRole.BUREAU_OFFICER)
  String discard(@PathVariable UUID id, SignedIn user, RedirectAttributes redirect) {
    find(id);
    if (imports.discard(id, user.actor())) {
      Notice.done(redirect, "已放弃这次导入，没有保存任何内容。");
    } else {
      Notice.warning(redirect, "这次导入已经保存或正在保存，不能放弃。");
    }
    return "redirect:/imports/" + id;
  }

  /** A file of the import as it was sent, with 校验结果 beside each row. */
  @GetMapping("/imports/{id}/annotated/{position}")
  @Allowed(UserRole.BUREAU_OFFICER)
  void annotated(
      @PathVariable UUID id,
      @PathVariable int position,
      SignedIn user,
      HttpServletResponse response)
      throws IOException {
    List<SheetImport.SentFile> files = find(id).files();
    SheetImport.SentFile file =
        position >= 0 && position < files.size() ? files.get(position) : null;
    if (file == null || file.annotated() == null) {
      throw new NotFoundException("没有这份校验结果。");
    }
    imports.recordAnnotated(id, position, user.actor());
    String ending = file.name().toLowerCase(Locale.ROOT).endsWith(".csv") ? ".csv" : ".xlsx";
    Download.named(response, SheetReader.withoutEnding(file.name()) + "-校验结果" + ending);
    store.copy(file.annotated(), response.getOutputStream());
  }

  /** 错误清单.xlsx. */
  @GetMapping("/imports/{id}/problems.xlsx")
  @Allowed(UserRole.BUREAU_OFFICER)
  void problems(@PathVariable UUID id, HttpServletResponse response) throws IOException {
    ImportSummary summary = find(id).summary();
    if (summary == null) {
      throw new NotFoundException("还没有读取结果。");
    }
    List<SheetProblem> problems =
        summary.problems().stream()
            .map(each ->
                new SheetProblem(
                    each.file(),
                    each.sheet(),
                    each.row(),
                    each.column(),
                    each.value(),
                    each.what(),
                    each.mend(),
                    each.error() ? SheetProblem.Severity.ERROR : SheetProblem.Severity.WARNING))
            .toList();
    Download.named(response, "错误清单.xlsx");
    try (var book = new WorkbookWriter()) {
      ProblemWorkbook.write(problems, summary.notes(), book);
      book.writeTo(response.getOutputStream());
    }
  }
}
