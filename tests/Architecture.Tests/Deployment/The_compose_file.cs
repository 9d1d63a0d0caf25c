using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;
using AccountingSync.LocalServers;

namespace AccountingSync.Architecture.Tests.Deployment;

[TestFixture]
public sealed class The_compose_file
{
    const int PortBase = 8080;

    static readonly string SecretsScript = Checkout.Read("deploy/secrets.sh");

    static IEnumerable<ServiceEntry> Services => ServiceList.All;

    [TestCaseSource(nameof(Services))]
    public void runs_every_service_of_the_system_on_its_own_port(object entry)
    {
        var service = (ServiceEntry)entry;
        Assert.That(Compose.Services, Contains.Key(service.Name));
        var block = Compose.Services[service.Name];
        Assert.Multiple(() =>
        {
            Assert.That(block, Does.Contain($"SERVICE: {service.Project} "));
            Assert.That(block, Does.Contain($"ASPNETCORE_HTTP_PORTS: {PortBase + service.PortOffset}\n"));
            Assert.That(block, Does.Contain("<<: *service"));
            foreach (Match port in Regex.Matches(block, @"ports: \[""(.*)""\]"))
                Assert.That(port.Groups[1].Value, Is.EqualTo($"127.0.0.1:{PortBase + service.PortOffset}:{PortBase + service.PortOffset}"));
        });
    }

    [TestCaseSource(nameof(Services))]
    public void migrates_before_a_service_with_a_database_starts(object entry)
    {
        var service = (ServiceEntry)entry;
        if (service.Role is null)
        {
            Assert.That(Compose.Services, Does.Not.ContainKey($"migrate-{service.Name}"));
            return;
        }
        var migration = Compose.Services[$"migrate-{service.Name}"];
        Assert.Multiple(() =>
        {
            Assert.That(migration, Does.Contain("command: [\"migrate\"]").And.Contain($"SERVICE: {service.Project} ").And.Contain("owner.env"));
            Assert.That(Compose.Services[service.Name], Does.Contain($"migrate-{service.Name}: {{ condition: service_completed_successfully }}"));
            Assert.That(Compose.Services[service.Name], Does.Not.Contain("owner.env"), "A service never has the owner's password.");
        });
    }

    [Test]
    public void has_nothing_else_but_the_servers_and_the_telemetry() =>
        Assert.That(
            Compose
                .Services.Keys.Where(name => !name.StartsWith("migrate-", StringComparison.Ordinal))
                .Except(Services.Select(service => service.Name)),
            Is.EquivalentTo(new[] { "postgres", "rabbitmq", "jaeger", "otel-collector" })
        );

    [Test]
    public void gives_only_settings_that_the_code_reads() =>
        Breaches.None(
            from path in new[] { "docker-compose.yml", "deploy/secrets.sh" }.Concat(Checkout.FilesIn("deploy/k8s", ".yml"))
            from setting in Settings.GivenBy(path)
            where !Settings.IsRead(setting)
            select $"{path}: {setting}",
            "A setting that nobody reads misleads whoever sets it."
        );

    [Test]
    public void gives_console_the_addresses_that_the_others_listen_on() =>
        Breaches.None(
            from path in new[] { "docker-compose.yml", "deploy/k8s/settings.yml" }
            from Match address in Regex.Matches(Checkout.Read(path), @"Services__(\w+): http://([\w-]+):(\d+)")
            let service = Services.SingleOrDefault(service => service.Project == address.Groups[1].Value)
            where service is null || address.Groups[2].Value != service.Name || address.Groups[3].Value != $"{PortBase + service.PortOffset}"
            select $"{path}: {address.Value}",
            "The console finds its neighbours by these."
        );

    [Test]
    public void names_only_files_that_exist_or_that_the_script_makes() =>
        Breaches.None(
            from Match match in Regex.Matches(Compose.Text, @"\./(deploy/[\w./-]+)")
            let path = match.Groups[1].Value
            where !(path.StartsWith("deploy/secrets/", StringComparison.Ordinal) ? IsMade(Path.GetFileName(path)) : Checkout.Exists(path))
            select path,
            "docker compose would make a folder of that name and go on."
        );

    [Test]
    public void mounts_every_secret_that_is_read() =>
        Breaches.None(
            from path in new[] { "docker-compose.yml", "deploy/secrets.sh", "deploy/k8s/settings.yml" }
                .Concat(Checkout.FilesIn("deploy/postgres"))
                .Concat(Checkout.FilesIn("deploy/rabbitmq"))
                .Concat(Checkout.FilesIn("deploy/observability"))
            from Match match in Regex.Matches(Checkout.Read(path), @"/run/secrets/([\w.-]+)")
            where !Compose.SecretTargets.Contains(match.Groups[1].Value)
            select $"{path}: {match.Value}",
            "Nothing else is there."
        );

    [Test]
    public void waits_only_for_what_there_is() =>
        Breaches.None(
            from service in Compose.Services
            from Match match in Regex.Matches(service.Value, @"([\w-]+): \{ condition: (\w+) \}")
            let awaited = Compose.Services.GetValueOrDefault(match.Groups[1].Value)
            where
                awaited is null
                || (
                    match.Groups[2].Value == "service_healthy"
                    && !awaited.Contains("healthcheck:")
                    && !awaited.Contains("dockerfile: deploy/Dockerfile")
                )
            select $"{service.Key} waits for {match.Value}",
            "It would wait for ever."
        );

    [Test]
    public void declares_every_volume_that_is_mounted() =>
        Assert.That(
            Regex.Matches(Compose.Text, @"^      - ([a-z][\w-]*):/", RegexOptions.Multiline).Select(match => match.Groups[1].Value).Distinct(),
            Is.EquivalentTo(Compose.Volumes)
        );

    [Test]
    public void publishes_nothing_beyond_this_machine_and_no_server_at_all() =>
        Assert.Multiple(() =>
        {
            Assert.That(
                Regex.Matches(Compose.Text, @"ports: \[""(.*)""\]").Select(match => match.Groups[1].Value),
                Is.Not.Empty.And.All.StartsWith("127.0.0.1:")
            );
            Assert.That(Compose.Services["postgres"] + Compose.Services["rabbitmq"], Does.Not.Contain("ports:"));
        });

    [Test]
    public void lets_the_servers_speak_tls_alone()
    {
        var access = Checkout.Read("deploy/postgres/pg_hba.conf").Split('\n').Where(line => line.Length > 0 && line[0] != '#');
        Assert.Multiple(() =>
        {
            Assert.That(access, Is.Not.Empty.And.All.Match("^(hostssl .* scram-sha-256|local +all +postgres +peer)$"));
            Assert.That(Checkout.Read("deploy/rabbitmq/rabbitmq.conf"), Does.Contain("\nlisteners.tcp = none\n"));
            Assert.That(SecretsScript, Does.Contain("SSL Mode=VerifyFull").And.Contain("amqps://"));
        });
    }

    [Test]
    public void uses_the_roles_databases_and_virtual_hosts_of_a_local_system()
    {
        var local = Checkout.Read("shared/LocalServers/Installation/LocalSystem.cs");
        Assert.Multiple(() =>
        {
            Assert.That(local, Does.Contain("DatabaseName = \"accountingsync\"").And.Contain("VirtualHost = \"accountingsync\""));
            Assert.That(SecretsScript, Does.Contain("database=accountingsync").And.Contain("@rabbitmq:5671/accountingsync"));
            var withDatabase = Services.Where(service => service.Role is not null).ToList();
            Assert.That(SecretsScript, Does.Contain($"for service in {string.Join(' ', withDatabase.Select(service => service.Name))}; do"));
            Assert.That(withDatabase.Select(service => service.Role), Is.EqualTo(withDatabase.Select(service => service.Name.Replace('-', '_'))));
        });
    }

    static bool IsMade(string file)
    {
        var (stem, extension) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file));
        return Regex.IsMatch(SecretsScript, $@"(?<![\w-]){Regex.Escape(file)}")
            || (extension is ".crt" or ".key" && SecretsScript.Contains($"\ncertificate {stem}\n", StringComparison.Ordinal))
            || (extension == ".password" && SecretsScript.Contains($"$(password {stem})", StringComparison.Ordinal))
            || (extension == ".env" && Services.Any(service => service.Name == stem && service.Role is not null));
    }
}
