using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Rules;

[TestFixture]
public sealed class Who_may_reference_whom
{
    /// <summary>All that a project may reference, projects and packages. A name that is missing here is a decision to be made.</summary>
    static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Contracts"] = [],
        ["Accounting"] = [],
        ["Security"] = [],
        ["Postgres"] = ["Npgsql", "Dapper", "Security"],
        ["Messaging"] = ["MassTransit", "MassTransit.RabbitMQ", "RabbitMQ.Client", "Postgres", "Contracts"],
        ["ServiceDefaults"] = ["OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol"],
        ["LocalServers"] = ["Google.Protobuf", "Npgsql", "Security"],
    };

    static readonly Dictionary<string, string[]> PackagesOfServices = new(StringComparer.Ordinal)
    {
        // It plays a gateway in the demo, so it speaks to the broker as a foreigner would.
        ["CommandLine"] = ["System.CommandLine", "Spectre.Console", "RabbitMQ.Client"],
        ["Console"] = ["Microsoft.AspNetCore.OpenApi"],
        ["Ingestion"] = ["Microsoft.AspNetCore.OpenApi", "CsvHelper", "Quartz"],
        ["Transformation"] = ["YamlDotNet"],
    };

    static IEnumerable<ProjectFile> Shared => ProjectFile.All.Where(project => project.IsShared);
    static IEnumerable<ProjectFile> Services => ProjectFile.All.Where(project => project.IsService);

    [TestCaseSource(nameof(Shared))]
    public void a_shared_project_references_only_what_it_is_about(object project)
    {
        var shared = (ProjectFile)project;
        Assert.That(Allowed, Contains.Key(shared.Name), "Say in this test what the new shared project may reference.");
        Assert.That(shared.References.Concat(shared.Packages), Is.SubsetOf(Allowed[shared.Name]));
    }

    [TestCaseSource(nameof(Services))]
    public void a_service_references_shared_projects_and_never_another_service(object project)
    {
        var service = (ProjectFile)project;
        Assert.Multiple(() =>
        {
            Assert.That(service.References, Is.SubsetOf(Shared.Select(shared => shared.Name)));
            Assert.That(service.Packages, Is.SubsetOf(PackagesOfServices.GetValueOrDefault(service.Name, [])));
        });
    }

    [Test]
    public void only_the_command_line_starts_servers() =>
        Breaches.None(
            Services.Where(service => service.Name != "CommandLine" && service.References.Contains("LocalServers")).Select(service => service.Path),
            "LocalServers is for ./run, ./test and ./bench. A service is given its servers."
        );

    [Test]
    public void nothing_references_tests() =>
        Breaches.None(
            from project in ProjectFile.All
            from reference in project.References
            where ProjectFile.Named(reference).IsTest
            select $"{project.Path} references {reference}",
            "Tests stand at the end of the references."
        );

    [Test]
    public void the_domain_and_the_contracts_use_nothing_but_the_language_and_its_base_library() =>
        Breaches.None(
            from file in SourceFile.In("shared/Accounting").Concat(SourceFile.In("shared/Contracts"))
            where
                file.Mentions(@"using (Microsoft|Npgsql|Dapper|MassTransit|RabbitMQ|System\.(IO|Net|Data|Diagnostics\.Process))")
                || file.Mentions("Guid\\.NewGuid|Guid\\.CreateVersion7|TimeProvider|RandomNumberGenerator|File|HttpClient|Environment")
            select file.Path,
            "Accounting and Contracts are pure: no I/O, no clock, no chance, no framework."
        );

    [Test]
    public void the_domain_and_the_contracts_do_not_know_each_other() =>
        Breaches.None(
            SourceFile
                .In("shared/Accounting")
                .Where(file => file.Mentions(@"AccountingSync\.Contracts"))
                .Concat(SourceFile.In("shared/Contracts").Where(file => file.Mentions(@"AccountingSync\.Accounting")))
                .Select(file => file.Path),
            "A service maps between the domain and the messages at its edge."
        );

    [Test]
    public void no_service_names_a_neighbour_in_its_code() =>
        Breaches.None(
            from service in Services
            from file in service.Sources
            from neighbour in Services
            where neighbour.Name != service.Name && file.Mentions($@"AccountingSync\.{neighbour.Name}")
            select $"{file.Path} names {neighbour.Name}",
            "Services meet on the bus and over HTTP, never in code."
        );

    [Test]
    public void the_project_file_is_in_the_solution() =>
        Breaches.None(
            ProjectFile
                .All.Where(project => !Checkout.Read("AccountingSync.sln").Replace('\\', '/').Contains(project.Path, StringComparison.Ordinal))
                .Select(project => project.Path),
            "What is not in AccountingSync.sln is not built by ./test."
        );
}
