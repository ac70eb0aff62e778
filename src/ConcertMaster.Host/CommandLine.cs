namespace ConcertMaster.Host;

/// <summary>What can be said on the command line. Any other setting of ASP.NET Core works too, as <c>--Name value</c>.</summary>
internal static class CommandLine
{
    public const string DefaultUrl = "http://localhost:5080";

    private const string Usage = """
        ConcertMaster collects data from people and systems, has it reviewed, and can prove what happened.

          --data DIR                       where the embedded PostgreSQL keeps its data
                                           (default: the user's data directory)
          --urls URL                       where to listen (default: http://localhost:5080)
          --ConnectionStrings:Postgres S   use this PostgreSQL (15 or newer) and start none
          --environment NAME               Development adds a demo organisation; the default is Production
          --help                           this text

        Each can be an environment variable as well, such as ConnectionStrings__Postgres. All settings:
        docs/deployment/settings.md
        """;

    public static bool AsksForHelp(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    public static void PrintUsage() => Console.WriteLine(Usage);

    public static string? DataDirectory(IConfiguration configuration) => configuration["data"];
}
