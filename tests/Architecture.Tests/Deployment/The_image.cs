using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;
using AccountingSync.LocalServers;

namespace AccountingSync.Architecture.Tests.Deployment;

[TestFixture]
public sealed class The_image
{
    static readonly string Dockerfile = Checkout.Read("deploy/Dockerfile");

    static IEnumerable<ServiceEntry> Services => ServiceList.All;

    static IEnumerable<string> Sources(string service) =>
        from Match copy in Regex.Matches(Dockerfile, @"^COPY (?!--from)(?:--\S+ )*(.+) \S+$", RegexOptions.Multiline)
        from source in copy.Groups[1].Value.Split(' ')
        select source.Replace("${SERVICE}", service, StringComparison.Ordinal).TrimEnd('/');

    [TestCaseSource(nameof(Services))]
    public void is_made_of_files_that_exist(object entry) =>
        Breaches.None(Sources(((ServiceEntry)entry).Project).Where(path => !Checkout.Exists(path)), "COPY would fail.");

    [TestCaseSource(nameof(Services))]
    public void restores_every_project_that_the_service_needs(object entry)
    {
        var copied = Sources(((ServiceEntry)entry).Project).ToHashSet(StringComparer.Ordinal);
        var missing = new List<string>();
        var next = new Stack<string>([((ServiceEntry)entry).Project]);
        while (next.TryPop(out var name))
        {
            var project = ProjectFile.Named(name);
            if (!copied.Contains(project.Path) || !copied.Contains($"{project.Folder}/packages.lock.json"))
                missing.Add(project.Path);
            foreach (var reference in project.References)
                next.Push(reference);
        }
        Breaches.None(missing, "The Dockerfile restores before it copies the sources, so it must know every project.");
    }

    [TestCaseSource(nameof(Services))]
    public void starts_an_assembly_of_that_name(object entry)
    {
        var project = ProjectFile.Named(((ServiceEntry)entry).Project);
        Assert.Multiple(() =>
        {
            Assert.That(Dockerfile, Does.Contain("/app/AccountingSync.%s.dll"));
            Assert.That(Checkout.Read("Directory.Build.props"), Does.Contain("<AssemblyName>AccountingSync.$(MSBuildProjectName)</AssemblyName>"));
            Assert.That(project.Xml.Descendants("AssemblyName"), Is.Empty);
        });
    }

    [Test]
    public void is_built_by_the_sdk_that_the_repository_asks_for()
    {
        var version = Regex.Match(Dockerfile, @"ARG DOTNET=([\d.]+)").Groups[1].Value;
        Assert.Multiple(() =>
        {
            Assert.That(Checkout.Read("global.json"), Does.Contain($"\"version\": \"{version}."));
            Assert.That(Checkout.Read("Directory.Build.props"), Does.Contain($"<TargetFramework>net{version}<"));
        });
    }

    [Test]
    public void runs_as_nobody_special_and_asks_the_service_how_it_is() =>
        Assert.Multiple(() =>
        {
            Assert.That(Dockerfile, Does.Contain("\nUSER $APP_UID\n").And.Contain("\nHEALTHCHECK "));
            var asked = Regex.Match(Checkout.Read("deploy/is-ready.sh"), @"GET (/\S+) HTTP").Groups[1].Value;
            Assert.That(SourceFile.In("shared/ServiceDefaults").SelectMany(file => file.Texts), Does.Contain(asked));
            Assert.That(SourceFile.In("services/Sandbox").SelectMany(file => file.Texts), Does.Contain(asked));
        });

    [Test]
    public void takes_no_secret_in() =>
        Assert.That(
            Checkout.Read("deploy/Dockerfile.dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]),
            Is.SubsetOf(Sources("Ingestion").Select(path => path.Split('/')[0]).Append("deploy/is-ready.sh"))
        );
}
