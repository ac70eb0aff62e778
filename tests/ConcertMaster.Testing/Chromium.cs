using System.Diagnostics;

namespace ConcertMaster.Testing;

/// <summary>
/// The browser of the browser tests: the one that <c>CONCERTMASTER_CHROMIUM</c> names, or the system's, or Debian's
/// package, installed now where that is possible, or Playwright's own.
/// </summary>
internal static class Chromium
{
    public const string PathVariable = "CONCERTMASTER_CHROMIUM";
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

        if (UsualPlaces.FirstOrDefault(File.Exists) is { } found) return found;
        if (Environment.UserName == "root" && File.Exists("/usr/bin/apt-get")) return await InstallPackage();
        InstallPlaywrights();
        return null;
    }

    private static async Task<string> InstallPackage()
    {
        const string Install = "apt-get install --yes --no-install-recommends chromium";
        var log = await Shell($"apt-get update && DEBIAN_FRONTEND=noninteractive {Install}");
        return UsualPlaces.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            $"The browser tests need Chromium, and installing it failed. Install it with:\n  {Install}\nIt said: {log}");
    }

    private static void InstallPlaywrights()
    {
        var exitCode = Microsoft.Playwright.Program.Main(["install", "chromium"]);
        if (exitCode != 0) throw new InvalidOperationException(
            "The browser tests need Chromium, and Playwright could not download its own. Install it with:\n" +
            $"  sudo apt-get install --yes chromium\nor set {PathVariable} to the path of one.");
    }

    private static async Task<string> Shell(string command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command + " 2>&1"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Length > 2000 ? output[^2000..] : output;
    }
}
