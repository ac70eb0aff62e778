using System.Diagnostics;

namespace ConcertMaster.Testing;

/// <summary>
/// The browser of the browser tests: the one that <c>CONCERTMASTER_CHROMIUM</c> names, or Debian's headless shell, installed
/// now where that is possible, or a whole browser that is there, or Playwright's own. A whole one draws its own windows too,
/// unseen: a page of a new profile costs it two seconds of the processor, and the shell a fifth of that.
/// </summary>
internal static class Chromium
{
    public const string PathVariable = "CONCERTMASTER_CHROMIUM";
    private const string Shell = "/usr/bin/chromium-headless-shell";
    private static readonly string[] UsualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static string[] LaunchFlags { get; } =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <returns>The program, or null where Playwright's own browser is to be used.</returns>
    public static async Task<string?> FindOrInstall()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new InvalidOperationException(
                $"{PathVariable} names {named}, which does not exist. Name a Chromium, or unset it.");
        }

        if (File.Exists(Shell)) return Shell;
        var mayInstall = Environment.UserName == "root" && File.Exists("/usr/bin/apt-get");
        if (mayInstall && await Install("chromium-headless-shell") is null) return Shell;
        if (UsualPlaces.FirstOrDefault(File.Exists) is { } found) return found;
        if (mayInstall) return await InstallBrowser();
        InstallPlaywrights();
        return null;
    }

    private static async Task<string> InstallBrowser()
    {
        var fault = await Install("chromium");
        return UsualPlaces.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            $"The browser tests need Chromium, and installing it failed. Install it with:\n  {Command("chromium")}\nIt said: {fault}");
    }

    private static string Command(string package) => $"apt-get install --yes --no-install-recommends {package}";

    /// <returns>What went wrong, or null when it is there.</returns>
    private static async Task<string?> Install(string package)
    {
        var start = new ProcessStartInfo(
            "/bin/sh", ["-c", $"(apt-get update && DEBIAN_FRONTEND=noninteractive {Command(package)}) 2>&1"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : output.Length > 2000 ? output[^2000..] : output;
    }

    private static void InstallPlaywrights()
    {
        var exitCode = Microsoft.Playwright.Program.Main(["install", "chromium"]);
        if (exitCode != 0) throw new InvalidOperationException(
            "The browser tests need Chromium, and Playwright could not download its own. Install it with:\n" +
            $"  sudo apt-get install --yes chromium\nor set {PathVariable} to the path of one.");
    }
}
