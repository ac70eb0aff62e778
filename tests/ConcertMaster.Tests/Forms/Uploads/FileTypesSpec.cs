using System.IO.Compression;
using System.Text;
using ConcertMaster.Forms.Uploads;

namespace ConcertMaster.Tests.Forms.Uploads;

public sealed class FileTypesSpec
{
    [Theory]
    [InlineData("%PDF-1.7", "x.exe", "application/pdf")]
    [InlineData("MZ\0\0", "x.pdf", "application/x-msdownload")]
    [InlineData("a;b\n1;2\n", "x.csv", "text/csv")]
    [InlineData("a;b\n1;2\n", "x.pdf", "text/plain")]
    [InlineData("  <svg onload='alert(1)'/>", "x.png", "image/svg+xml")]
    [InlineData("<!DOCTYPE html><p>", "x.txt", "text/html")]
    [InlineData("#!/bin/sh\n", "x.txt", "text/x-script")]
    [InlineData("\0\u0001\u0002", "x.txt", "application/octet-stream")]
    public void A_file_is_what_is_in_it(string content, string name, string type) =>
        FileTypes.Of(Encoding.Latin1.GetBytes(content), name).ShouldBe(type);

    [Fact]
    public void Office_documents_are_told_from_other_packages()
    {
        FileTypes.Of(Package("[Content_Types].xml", "xl/workbook.xml"), "a.zip").ShouldEndWith("spreadsheetml.sheet");
        FileTypes.Of(Package("[Content_Types].xml", "word/document.xml"), "a.xlsx").ShouldEndWith("wordprocessingml.document");
        FileTypes.Of(Package("x.txt"), "a.docx").ShouldBe("application/zip");
    }

    [Theory]
    [InlineData("image/png", new[] { "image/*" }, true)]
    [InlineData("image/svg+xml", new[] { "image/*" }, false)]
    [InlineData("image/svg+xml", new[] { "image/svg+xml" }, true)]
    [InlineData("application/pdf", new[] { ".pdf" }, true)]
    [InlineData("text/html", new string[0], false)]
    [InlineData("text/plain", new string[0], true)]
    [InlineData("application/x-ole-storage", new[] { ".xls" }, true)]
    public void A_question_says_what_it_takes(string type, string[] accept, bool isAccepted) =>
        FileTypes.IsAccepted(type, accept).ShouldBe(isAccepted);

    private static byte[] Package(params string[] names)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var name in names) zip.CreateEntry(name);
        return buffer.ToArray();
    }
}
