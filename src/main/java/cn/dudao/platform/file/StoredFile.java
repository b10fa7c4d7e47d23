package cn.dudao.platform.file;

/**
 * A file in the store.
 *
 * @param digest SHA-256 of the content, 64 hexadecimal digits
 * @param mediaType as it was when the content was first stored
 * @param size in bytes
 */
public record StoredFile(String digest, String mediaType, long size) {}
