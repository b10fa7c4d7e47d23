package cn.dudao.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.web.Download;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import java.io.ByteArrayInputStream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;

/** The record of acts leaves as a workbook, and nothing in it can run. */
@RoomTest
@Transactional
class ActsExportTest {

  @Autowired MockMvc mvc;
  @Autowired Ledger ledger;

  @Test
  void whatTheFilterShowsIsExportedAndFormulasStayTexts() throws Exception {
    var actor = new Actor("x", "=HYPERLINK(\"http://a\",\"王\")");
    for (int i = 0; i < 30; i++) {
      ledger.record(
          actor, new Act("institution.change", "institution", "ACTS-" + i, "+1+1", "16", "{}"));
    }
    byte[] file =
        mvc.perform(get("/acts/export").param("subject", "ACTS-").with(As.a(UserRole.AUDIT_ADMIN)))
            .andExpect(status().isOk())
            .andExpect(content().contentType(Download.XLSX))
            .andReturn()
            .getResponse()
            .getContentAsByteArray();

    try (var book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
      var sheet = book.getSheet("操作记录");
      assertThat(sheet.getLastRowNum()).isEqualTo(30);
      Row newest = sheet.getRow(1);
      assertThat(newest.getCell(2).getCellType()).isEqualTo(CellType.STRING);
      assertThat(newest.getCell(2).getStringCellValue()).startsWith("=HYPERLINK");
      assertThat(newest.getCell(2).getCellStyle().getQuotePrefixed()).isTrue();
      assertThat(newest.getCell(4).getStringCellValue()).endsWith("ACTS-29");
      assertThat(newest.getCell(5).getCellStyle().getQuotePrefixed()).isTrue();
    }
  }
}
