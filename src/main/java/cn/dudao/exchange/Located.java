package cn.dudao.exchange;

/**
 * What a row said, and where it stands.
 *
 * @param value what was read
 * @param file the file's name
 * @param sheet the sheet's name
 * @param row the row number as Excel shows it
 */
public record Located<T>(T value, String file, String sheet, int row) {}
