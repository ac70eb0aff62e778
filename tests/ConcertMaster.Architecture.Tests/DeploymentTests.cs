using System.Text.RegularExpressions;
using ConcertMaster.Testing;
using YamlDotNet.RepresentationModel;

namespace ConcertMaster.Architecture.Tests;

/// <summary>What can be held about the deployment files without a container engine: they parse, and name what exists.</summary>
public sealed partial class DeploymentTests
{
    private const string Manifests = "docs/deployment/kubernetes";

    [Fact]
    public void The_compose_file_starts_postgres_18_the_host_and_a_mailbox()
    {
        var services = (YamlMappingNode)Parse("docker-compose.yml").Single().RootNode["services"];

        services.Children.Keys.Select(key => ((YamlScalarNode)key).Value).ShouldBe(["postgres", "host", "mailpit"]);
        services["postgres"]["image"].ToString().ShouldBe("postgres:18");
        services["mailpit"]["image"].ToString().ShouldStartWith("axllent/mailpit:");
        services["host"]["build"].ToString().ShouldBe(".");
        services["host"]["environment"]["Smtp__Host"].ToString().ShouldBe("mailpit");
        services["host"]["environment"]["ConnectionStrings__Postgres"].ToString().ShouldContain("Host=postgres;");
    }

    [Fact]
    public void The_image_is_built_from_files_that_exist_and_runs_without_rights()
    {
        var lines = SourceTree.Lines("Dockerfile");

        lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1])
            .Where(source => !Path.Exists(Path.Combine(Repository.Root, source)))
            .ShouldBeNone("The Dockerfile copies what is not there:");
        lines.ShouldContain("USER $APP_UID");
        lines.ShouldContain(line => line.Contains("EmbedPostgres=false", StringComparison.Ordinal));
    }

    [Fact]
    public void The_manifests_probe_addresses_that_the_host_answers_and_take_no_rights()
    {
        var documents = Parse($"{Manifests}/concertmaster.yaml");
        var deployment = documents.Select(d => d.RootNode).Single(node => node["kind"].ToString() == "Deployment");
        var container = deployment["spec"]["template"]["spec"]["containers"][0];

        documents.Select(d => d.RootNode["kind"].ToString())
            .ShouldBe(["Deployment", "Service", "PodDisruptionBudget", "Ingress"]);
        container["readinessProbe"]["httpGet"]["path"].ToString().ShouldBe("/health/ready");
        container["livenessProbe"]["httpGet"]["path"].ToString().ShouldBe("/health/live");
        container["securityContext"]["allowPrivilegeEscalation"].ToString().ShouldBe("false");
    }

    [Fact]
    public void Every_setting_that_deployments_use_is_documented()
    {
        var documented = File.ReadAllText(Path.Combine(Repository.Root, "docs/deployment/settings.md"));
        new[] { "docker-compose.yml", $"{Manifests}/concertmaster.yaml", "docs/deployment/README.md" }
            .SelectMany(file => Setting().Matches(string.Join('\n', SourceTree.Lines(file))).Select(m => m.Value))
            .Select(name => name.Replace("__", ":", StringComparison.Ordinal)).Distinct()
            .Where(name => !documented.Contains($"`{name}`", StringComparison.Ordinal))
            .ShouldBeNone("Describe these in docs/deployment/settings.md:");
    }

    private static IReadOnlyList<YamlDocument> Parse(string file)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Repository.Root, file));
        yaml.Load(reader);
        return [.. yaml.Documents];
    }

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+__[A-Z][A-Za-z]+\b")]
    private static partial Regex Setting();
}
