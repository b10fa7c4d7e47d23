package cn.dudao.desk;

/**
 * One thing that a search found.
 *
 * @param title what it is called
 * @param detail what tells it from others
 * @param url its page
 */
public record Hit(String title, String detail, String url) {}
