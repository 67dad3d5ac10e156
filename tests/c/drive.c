/* Drives a libhailort from discovery to release, as a C user would: linked, or (THROUGH_DLOPEN) loaded at run time
 * from HAILORT_LIB. Every call must answer what it should; the first that does not ends the program with its name.
 *
 * On a 4.x library it infers on the first free device. On a 5.x one, where the devices infer through C++ only, it
 * expects to be told so. With the argument `until-notified` it infers until a temperature alarm has come. */
#include <hailo/hailort.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef THROUGH_DLOPEN
#include <dlfcn.h>
static void *library;
#define CALL(name) ((__typeof__(&name))find(#name))
static void *find(const char *name)
{
    void *symbol = dlsym(library, name);
    if (!symbol) {
        fprintf(stderr, "%s is not exported\n", name);
        exit(1);
    }
    return symbol;
}
#else
#define CALL(name) name
#endif

#define EXPECT(status, name, ...)                                                                        \
    do {                                                                                                 \
        hailo_status answer = CALL(name)(__VA_ARGS__);                                                   \
        if (answer != (status)) {                                                                        \
            fprintf(stderr, "line %d: " #name " answered %u, not " #status "\n", __LINE__, (unsigned)answer); \
            exit(1);                                                                                     \
        }                                                                                                \
    } while (0)
#define OK(name, ...) EXPECT(HAILO_SUCCESS, name, __VA_ARGS__)

#define FRAMES 16
#define MANY_FRAMES 1000000

static atomic_uint notifications;
static int until_notified;

static void on_notification(hailo_device device, const hailo_notification_t *notification, void *opaque)
{
    (void)device;
    if (opaque != &notifications || notification->id != HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM) {
        fprintf(stderr, "a notification nobody asked for\n");
        exit(1);
    }
    atomic_fetch_add(&notifications, 1);
}

/* Health, and a notification callback that is set, replaced and removed. */
static void watch(hailo_device device)
{
    hailo_device_identity_t identity;
    hailo_chip_temperature_info_t temperature;
    OK(hailo_identify, device, &identity);
    OK(hailo_get_chip_temperature, device, &temperature);
    if (temperature.ts0_temperature < -40 || temperature.ts0_temperature > 130) {
        fprintf(stderr, "%f degrees\n", (double)temperature.ts0_temperature);
        exit(1);
    }
    hailo_notification_id_t id = HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM;
    OK(hailo_set_notification_callback, device, on_notification, id, &notifications);
    OK(hailo_set_notification_callback, device, on_notification, id, &notifications);
    OK(hailo_remove_notification_callback, device, id);
    OK(hailo_set_notification_callback, device, on_notification, id, &notifications);
}

/* Writes frames and reads what comes of them: all outputs of every frame. */
static void infer(hailo_configured_network_group group)
{
    hailo_input_vstream_params_by_name_t input_params[4];
    hailo_output_vstream_params_by_name_t output_params[16];
    size_t inputs = 4, outputs = 16;
    OK(hailo_make_input_vstream_params, group, false, HAILO_FORMAT_TYPE_AUTO, input_params, &inputs);
    OK(hailo_make_output_vstream_params, group, false, HAILO_FORMAT_TYPE_AUTO, output_params, &outputs);
    hailo_input_vstream input[4];
    hailo_output_vstream output[16];
    OK(hailo_create_input_vstreams, group, input_params, inputs, input);
    OK(hailo_create_output_vstreams, group, output_params, outputs, output);

    for (int frame = 0; until_notified ? !atomic_load(&notifications) : frame < FRAMES; frame++) {
        if (frame == MANY_FRAMES) {
            fprintf(stderr, "no notification after %d frames\n", frame);
            exit(1);
        }
        for (size_t i = 0; i < inputs; i++) {
            size_t size;
            OK(hailo_get_input_vstream_frame_size, input[i], &size);
            void *data = malloc(size);
            memset(data, frame + 1, size);
            EXPECT(HAILO_INVALID_ARGUMENT, hailo_vstream_write_raw_buffer, input[i], data, size - 1);
            OK(hailo_vstream_write_raw_buffer, input[i], data, size);
            free(data);
        }
        for (size_t i = 0; i < outputs; i++) {
            size_t size;
            OK(hailo_get_output_vstream_frame_size, output[i], &size);
            void *data = malloc(size);
            OK(hailo_vstream_read_raw_buffer, output[i], data, size);
            free(data);
        }
    }
    for (size_t i = 0; i < inputs; i++) {
        OK(hailo_flush_input_vstream, input[i]);
    }
    OK(hailo_release_input_vstreams, input, inputs);
    OK(hailo_release_output_vstreams, output, outputs);
}

int main(int argc, char **argv)
{
    until_notified = argc > 1 && strcmp(argv[1], "until-notified") == 0;
#ifdef THROUGH_DLOPEN
    library = dlopen(getenv("HAILORT_LIB"), RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
#endif
    hailo_version_t version;
    OK(hailo_get_library_version, &version);
    EXPECT(HAILO_INVALID_ARGUMENT, hailo_get_library_version, NULL);
    if (strcmp(CALL(hailo_get_status_message)(HAILO_TIMEOUT), "HAILO_TIMEOUT") != 0) {
        fprintf(stderr, "hailo_get_status_message does not know HAILO_TIMEOUT\n");
        return 1;
    }

    hailo_device_id_t ids[8];
    size_t count = 8;
    OK(hailo_scan_devices, NULL, ids, &count);
    if (count == 0) {
        fprintf(stderr, "no device\n");
        return 1;
    }

    hailo_vdevice_params_t params;
    OK(hailo_init_vdevice_params, &params);
    params.device_ids = ids;
    hailo_vdevice vdevice;
    OK(hailo_create_vdevice, &params, &vdevice);
    hailo_device devices[8];
    size_t borrowed = 8;
    OK(hailo_get_physical_devices, vdevice, devices, &borrowed);
    watch(devices[0]);

    hailo_hef hef;
    OK(hailo_create_hef_file, &hef, "simulated/echo.hef");
    hailo_configure_params_t *configure = calloc(1, sizeof *configure);
    hailo_configured_network_group groups[HAILO_MAX_NETWORK_GROUPS];
    size_t configured = HAILO_MAX_NETWORK_GROUPS;
    if (version.major < 5) {
        OK(hailo_init_configure_params_by_vdevice, hef, vdevice, configure);
        OK(hailo_configure_vdevice, vdevice, hef, configure, groups, &configured);
        OK(hailo_release_hef, hef);
        infer(groups[0]);
    } else {
        EXPECT(HAILO_NOT_IMPLEMENTED, hailo_configure_vdevice, vdevice, hef, NULL, groups, &configured);
        OK(hailo_release_hef, hef);
    }
    free(configure);
    OK(hailo_release_vdevice, vdevice);
    printf("%u.%u.%u: %zu device(s), %u notification(s)\n", version.major, version.minor, version.revision, count,
           atomic_load(&notifications));
    return 0;
}
