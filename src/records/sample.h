/* The records of a sample home. */
#ifndef ROTA_RECORDS_SAMPLE_H
#define ROTA_RECORDS_SAMPLE_H

#include "io/folder.h"

/** Put the sample's records (if it has any) into the folder `records` of a home just made, and read
 *  them into its file of records. */
rota_rc rota_records_init_sample(rota_folder *folder, const char *sample, rota_faults *faults,
                                 rota_err *err);

#endif
