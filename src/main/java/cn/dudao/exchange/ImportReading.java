package cn.dudao.exchange;

import cn.dudao.platform.job.BackgroundJob;
import cn.dudao.platform.job.JobRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** Reads an import in the background: what it would change, and all that is wrong in it. */
@Component
final class ImportReading implements BackgroundJob {

  private final SheetImports imports;
  private final ImportWork work;
  private final TransactionTemplate transaction;

  ImportReading(SheetImports imports, ImportWork work, TransactionTemplate transaction) {
    this.imports = imports;
    this.work = work;
    this.transaction = transaction;
  }

  @Override
  public String name() {
    return SheetImports.READING_JOB;
  }

  @Override
  public void run(JobRun run) throws IOException {
    var order = run.parameters(SheetImports.Order.class);
    var sheetImport = imports.find(order.importId()).orElse(null);
    if (sheetImport == null || sheetImport.state() != SheetImport.State.READING) {
      return;
    }
    Path folder = Files.createTempDirectory("import-");
    try {
      List<SourceFile> files = work.unpack(sheetImport, folder);
      ExchangeReading reading = work.read(files, run);
      ImportSummary summary = work.summary(reading, work.compare(reading, run));
      List<@Nullable String> annotated = work.annotate(files, reading, folder, run);
      transaction.executeWithoutResult(status -> {
        run.claim();
        imports.keepReading(order.importId(), summary, annotated);
      });
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }
}
