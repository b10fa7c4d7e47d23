package cn.dudao.platform.sheet;

/**
 * How large a file may be.
 *
 * @param rows filled rows of one file
 * @param bytes size of the file
 * @param unpackedBytes size of a workbook when unpacked
 */
public record SheetLimits(int rows, long bytes, long unpackedBytes) {

  public static final SheetLimits STANDARD =
      new SheetLimits(200_000, 50L * 1024 * 1024, 500L * 1024 * 1024);
}
