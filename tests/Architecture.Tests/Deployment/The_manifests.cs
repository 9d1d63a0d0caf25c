using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;
using AccountingSync.LocalServers;

namespace AccountingSync.Architecture.Tests.Deployment;

[TestFixture]
public sealed class The_manifests
{
    static IEnumerable<ServiceEntry> Services => ServiceList.All.Where(service => service.Name != "sandbox");

    [TestCaseSource(nameof(Services))]
    public void run_the_service_on_its_port_and_ask_after_its_health(object entry)
    {
        var service = (ServiceEntry)entry;
        var manifest = Checkout.Read($"deploy/k8s/{service.Name}.yml");
        var port = 8080 + service.PortOffset;
        Assert.Multiple(() =>
        {
            Assert.That(Regex.Matches(manifest, @"\bname: ASPNETCORE_HTTP_PORTS, value: ""(\d+)""").Single().Groups[1].Value, Is.EqualTo($"{port}"));
            Assert.That(manifest, Does.Contain($"containerPort: {port} ").And.Contain($"port: {port}, targetPort: http"));
            Assert.That(
                Regex.Matches(manifest, @"path: (/health/\w+)").Select(match => match.Groups[1].Value),
                Is.EquivalentTo(new[] { "/health/live", "/health/live", "/health/ready" })
            );
            Assert.That(
                Regex.Matches(manifest, @"image: accountingsync/([\w-]+)").Select(match => match.Groups[1].Value),
                Is.All.EqualTo(service.Name)
            );
            Assert.That(manifest.Contains("args: [\"migrate\"]", StringComparison.Ordinal), Is.EqualTo(service.Role is not null));
        });
    }

    [Test]
    public void are_all_listed() =>
        Assert.That(
            Regex
                .Matches(Checkout.Read("deploy/k8s/kustomization.yml"), @"^  - ([\w-]+\.yml)$", RegexOptions.Multiline)
                .Select(match => match.Groups[1].Value),
            Is.EquivalentTo(Checkout.FilesIn("deploy/k8s", ".yml").Select(path => Path.GetFileName(path)!).Where(name => name != "kustomization.yml"))
        );

    [Test]
    public void name_only_secrets_that_the_page_about_them_explains()
    {
        var page = Checkout.Read("deploy/k8s/README.md");
        Breaches.None(
            from path in Checkout.FilesIn("deploy/k8s", ".yml")
            from Match match in Regex.Matches(Checkout.Read(path), @"secretRef: \{ name: ([\w-]+) \}|secretName: ([\w-]+)")
            let name = match.Groups[1].Value + match.Groups[2].Value
            where !page.Contains($"`{name}`", StringComparison.Ordinal)
            select $"{path}: {name}",
            "Whoever installs must know what to bring."
        );
    }

    [Test]
    public void hold_no_secret_themselves() =>
        Breaches.None(
            Checkout
                .FilesIn("deploy/k8s", ".yml")
                .Where(path => Regex.IsMatch(Checkout.Read(path), @"kind: Secret\b|Password=|[Pp]assword:|Internal__Token: |amqps://")),
            "Secrets are referred to by name."
        );
}
