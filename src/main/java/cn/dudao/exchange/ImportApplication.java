package cn.dudao.exchange;

import cn.dudao.platform.job.BackgroundJob;
import cn.dudao.platform.job.JobFailed;
import cn.dudao.platform.job.JobRun;
import cn.dudao.platform.web.StaleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Saves an import in the background, in one transaction and exactly as it was shown: if a register
 * changed since, nothing is saved and the new differences are shown.
 */
@Component
final class ImportApplication implements BackgroundJob {

  private static final String CHANGED_SINCE = "登记在核对之后有变化，尚未保存；请重新核对新的差异";

  private final SheetImports imports;
  private final ImportWork work;
  private final TransactionTemplate transaction;
  private final JsonMapper json;

  ImportApplication(
      SheetImports imports, ImportWork work, TransactionTemplate transaction, JsonMapper json) {
    this.imports = imports;
    this.work = work;
    this.transaction = transaction;
    this.json = json;
  }

  @Override
  public String name() {
    return SheetImports.APPLYING_JOB;
  }

  @Override
  public void run(JobRun run) throws IOException {
    var order = run.parameters(SheetImports.Order.class);
    var sheetImport = imports.find(order.importId()).orElse(null);
    if (sheetImport == null || sheetImport.state() != SheetImport.State.APPLYING) {
      return;
    }
    ImportSummary shown = sheetImport.summary();
    if (shown == null) {
      throw new JobFailed("尚未读取，不能保存。");
    }
    Path folder = Files.createTempDirectory("import-");
    try {
      List<SourceFile> files = work.unpack(sheetImport, folder);
      ExchangeReading reading = work.read(files, run);
      ImportWork.Comparison comparison = work.compare(reading, run);
      ImportSummary now = work.summary(reading, comparison);
      if (!now.mayBeApplied() || !now.fingerprint().equals(shown.fingerprint())) {
        showAgain(order, sheetImport, now, run);
        return;
      }
      transaction.executeWithoutResult(status -> {
        if (imports.keepApplication(order.importId(), order.actor(), details(now))) {
          work.apply(comparison, order.actor(), run);
          // Last, because progress is shown while it is saved.
          run.claim();
        }
      });
    } catch (StaleException changedMeanwhile) {
      throw new JobFailed("保存时登记有变化，没有保存任何内容；请再次保存。", changedMeanwhile);
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private void showAgain(
      SheetImports.Order order, SheetImport sheetImport, ImportSummary now, JobRun run) {
    List<String> remarks = new java.util.ArrayList<>(now.remarks());
    remarks.addFirst(CHANGED_SINCE);
    var summary =
        new ImportSummary(
            now.tables(),
            now.problems(),
            now.errors(),
            now.warnings(),
            now.notes(),
            remarks,
            now.obstacles(),
            now.fingerprint());
    transaction.executeWithoutResult(status -> {
      run.claim();
      imports.keepReading(
          order.importId(), summary, Collections.nCopies(sheetImport.files().size(), null));
    });
  }

  private String details(ImportSummary summary) {
    Map<String, Object> tables = new LinkedHashMap<>();
    for (ImportSummary.TableSummary each : summary.tables()) {
      tables.put(
          each.table(), Map.of("新增", each.added(), "变更", each.changed(), "不变", each.unchanged()));
    }
    return json.writeValueAsString(tables);
  }
}
